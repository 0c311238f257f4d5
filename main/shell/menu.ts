import { Menu, type MenuItemConstructorOptions } from 'electron';

/** The menu: what an editor and a reader with weak eyes need, and no developer tools. */
export function setMenu(platform: NodeJS.Platform): void {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      ...(platform === 'darwin' ? [] : [{ role: 'fileMenu' } as const]),
      { role: 'editMenu' },
      {
        role: 'viewMenu',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
      },
    ]),
  );
}
