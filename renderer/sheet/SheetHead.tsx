import { useTranslation } from 'react-i18next';
import { photoPath } from '../../shared/photo.ts';
import type { StationSettings } from '../../shared/settings.ts';
import { QrCode } from '../ui/QrCode.tsx';
import styles from './Sheet.module.css';

export interface SheetHeadProps {
  settings: StationSettings;
  title: string;
  /** What stands below the title, a line each. */
  lines: readonly string[];
  /** What the code opens; null for no code. */
  link: { readonly address: string; readonly label: string } | null;
  /** From 2 on the paper is one of several. */
  copy: number;
}

/** The head of a sheet: whose shop, what paper, and the code that opens it on a board. */
export function SheetHead({ settings: { shop, sheet }, title, lines, link, copy }: SheetHeadProps) {
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <div className={styles.shop}>
        {sheet.logo !== null && (
          <img className={styles.logo} src={photoPath(sheet.logo.sha256, 'full')} alt="" decoding="sync" />
        )}
        <div className={styles.shopText}>
          {shop.name !== '' && (
            <p className={styles.shopName}>
              <bdi>{shop.name}</bdi>
            </p>
          )}
          {sheet.head.trim() !== '' && (
            <p className={styles.shopLines} dir="auto">
              {sheet.head.trim()}
            </p>
          )}
        </div>
      </div>
      <div className={styles.what}>
        <h1>{title}</h1>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {copy > 1 && <p className={styles.reprint}>{t('sheet.reprint', { copy })}</p>}
      </div>
      {link !== null && (
        <div className={styles.code}>
          <QrCode text={link.address} label={link.label} />
          <small>{link.label}</small>
        </div>
      )}
    </header>
  );
}
