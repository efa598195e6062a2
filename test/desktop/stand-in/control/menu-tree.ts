/** A menu as a test reads it. */
export type MenuNode = {
  label: string;
  type: string;
  role?: string;
  accelerator?: string;
  checked: boolean;
  enabled: boolean;
  visible: boolean;
  submenu?: MenuNode[];
};

/** The items of a menu, and theirs. */
export function menuTree(menu: Electron.Menu | null | undefined): MenuNode[] {
  return (menu?.items ?? []).map(({ label, type, role, accelerator, checked, enabled, visible, submenu }) => ({
    label,
    type,
    ...(role === undefined ? {} : { role }),
    ...(accelerator === null ? {} : { accelerator }),
    checked,
    enabled,
    visible,
    ...(submenu === undefined ? {} : { submenu: menuTree(submenu) }),
  }));
}

function flat(menu: Electron.Menu | null | undefined): Electron.MenuItem[] {
  return (menu?.items ?? []).flatMap((item) => [item, ...flat(item.submenu)]);
}

/** Chooses the item with this label, wherever it stands, as a user does; one that is disabled cannot be. */
export function chooseItem(menu: Electron.Menu | null | undefined, label: string): void {
  const item = flat(menu).find((one) => one.label === label);
  if (item === undefined) {
    throw new Error(`there is no item "${label}" among ${flat(menu).map((one) => `"${one.label}"`)}`);
  }
  if (!item.enabled || !item.visible) throw new Error(`the item "${label}" cannot be chosen`);
  item.click();
}
