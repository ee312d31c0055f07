@echo off
rem Roost's command line. It is the app itself, told to be that; found beside this file.
setlocal
set ELECTRON_RUN_AS_NODE=
"%~dp0..\..\Roost.exe" --no-sandbox --log-level=3 --cli -- %*
exit /b %errorlevel%
