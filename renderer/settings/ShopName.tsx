import { useTranslation } from 'react-i18next';
import { SHOP_NAME_LENGTH } from '../../shared/shop.ts';
import { Row } from './Row.tsx';
import styles from './Settings.module.css';
import { useDraft } from './use-draft.ts';

const LABEL = 'settings-shop-name';

export interface ShopNameProps {
  name: string;
  isDisabled: boolean;
  onChange: (name: string) => void;
}

/** The name of the shop: taken when somebody leaves the field, or on Enter. */
export function ShopName({ name, isDisabled, onChange }: ShopNameProps) {
  const { t } = useTranslation();
  const { draft, type, take } = useDraft<string>((text) => {
    const typed = text.trim();
    if (typed !== name) onChange(typed);
    return true;
  });

  return (
    <Row label={t('settings.shop.name')} labelId={LABEL} why={t('settings.shop.name-why')}>
      <input
        type="text"
        className={styles.shopName}
        aria-labelledby={LABEL}
        autoComplete="off"
        dir="auto"
        maxLength={SHOP_NAME_LENGTH}
        placeholder={t('settings.shop.name-none')}
        disabled={isDisabled}
        value={draft ?? name}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </Row>
  );
}
