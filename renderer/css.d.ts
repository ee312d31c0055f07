/** A part's styles, bundled by its import. */
declare module '*.css'
