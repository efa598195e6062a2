# Additions to electron-builder's Windows installer. Not compiled where Forecourt was written: NSIS is a download.

# Always for this user alone; the page that would ask is left out.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

# An update, or a newer installer run by hand, calls the old uninstaller with --updated: nothing of this may happen then.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    # Start at login, as Electron's setLoginItemSettings writes it.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\forecourt-updater"

    # The check-ins cannot be fetched again from anywhere: they stay, unless somebody says otherwise. /SD: the silent answer.
    StrCpy $R0 "Delete all check-ins, photos and settings of Forecourt too?$\r$\n$\r$\nThey cannot be recovered. Choose No to keep them for a later installation."
    ${if} $LANGUAGE == 2052
      StrCpy $R0 "同时删除 Forecourt 的所有接车记录、照片和设置吗？$\r$\n$\r$\n删除后无法恢复。选择“否”可保留，供以后重新安装时使用。"
    ${endif}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$R0" /SD IDNO IDNO forecourtKeepData
      RMDir /r "$LOCALAPPDATA\Forecourt"
      RMDir /r "$APPDATA\Forecourt"
    forecourtKeepData:
  ${endif}
!macroend
