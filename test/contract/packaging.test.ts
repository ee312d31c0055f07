import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { repositoryRoot } from '../support/electron-path.ts'

const Resource = v.object({ from: v.string(), to: v.string() })
const Target = v.object({
  target: v.array(v.string()),
  icon: v.string(),
  extraResources: v.array(Resource),
})
const BuilderConfig = v.object({
  appId: v.string(),
  publish: v.null(),
  npmRebuild: v.boolean(),
  asar: v.boolean(),
  asarUnpack: v.array(v.string()),
  files: v.array(v.string()),
  electronLanguages: v.array(v.string()),
  electronFuses: v.record(v.string(), v.boolean()),
  linux: Target,
  mac: v.object({ ...Target.entries, hardenedRuntime: v.boolean(), entitlements: v.string() }),
  win: Target,
})
const Manifest = v.object({ dependencies: v.record(v.string(), v.string()), main: v.string() })

const config = v.parse(
  BuilderConfig,
  parse(readFileSync(join(repositoryRoot, 'electron-builder.yml'), 'utf8')),
)
const manifest = v.parse(Manifest, JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')))

describe('the packaged app', () => {
  test('has every fuse in its safe position', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    })
  })

  test('is one archive, with only the native pty beside it', () => {
    expect(config.asar).toBe(true)
    expect(config.asarUnpack).toEqual(['**/node_modules/node-pty/**'])
    expect(config.npmRebuild).toBe(false)
  })

  test('holds the bundles and no source of ours', () => {
    const included = config.files.filter((pattern) => !pattern.startsWith('!'))
    expect(included.filter((pattern) => !pattern.includes('node_modules'))).toEqual([
      'package.json',
      'out/main/**',
      'out/renderer/**',
    ])
    expect(manifest.main).toBe('out/main/entry.js')
  })

  test('resolves three packages when it runs, and carries everything else in its bundles', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['electron-store', 'node-pty', 'strip-ansi'])
  })

  test('keeps its identity, by which a desktop finds its windows and its data', () => {
    expect(config.appId).toBe('dev.roost.desktop')
  })

  test('speaks English and Russian and publishes nowhere', () => {
    expect(config.electronLanguages).toEqual(['en-US', 'ru'])
    expect(config.publish).toBeNull()
  })

  test('has a target and an icon for each platform', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb'])
    expect(config.mac.target).toEqual(['dmg'])
    expect(config.win.target).toEqual(['nsis'])
    expect(statSync(join(repositoryRoot, config.linux.icon)).isDirectory()).toBe(true)
    expect(existsSync(join(repositoryRoot, config.linux.icon, '256x256.png'))).toBe(true)
    expect(statSync(join(repositoryRoot, config.mac.icon)).size).toBeGreaterThan(1000)
    expect(statSync(join(repositoryRoot, config.win.icon)).size).toBeGreaterThan(1000)
  })

  test('carries the command line of its platform, which can be run', () => {
    const unix = [{ from: 'scripts/bin/roost', to: 'bin/roost' }]
    expect(config.linux.extraResources).toEqual(unix)
    expect(config.mac.extraResources).toEqual(unix)
    expect(config.win.extraResources).toEqual([{ from: 'scripts/bin/roost.cmd', to: 'bin/roost.cmd' }])
    expect(statSync(join(repositoryRoot, 'scripts/bin/roost')).mode & 0o111).toBe(0o111)
    expect(readFileSync(join(repositoryRoot, 'scripts/bin/roost.cmd'), 'utf8')).toMatch(/^@echo off\r\n/)
  })

  test('asks macOS for run-time compilation and for nothing more', () => {
    expect(config.mac.hardenedRuntime).toBe(true)
    const plist = readFileSync(join(repositoryRoot, config.mac.entitlements), 'utf8')
    expect([...plist.matchAll(/<key>(.*?)<\/key>/g)].map((match) => match[1])).toEqual([
      'com.apple.security.cs.allow-jit',
    ])
  })
})
