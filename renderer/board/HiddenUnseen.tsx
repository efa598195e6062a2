import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { clearFilter } from './board-view.ts';
import { useHidden } from './use-hidden.ts';

/** Says in the head that the filter hides check-ins which nobody has seen, and shows them on a click. */
export function HiddenUnseen() {
  const { t } = useTranslation();
  const { unseen } = useHidden();
  if (unseen === 0) return null;
  return (
    <Button tone="amber" title={t('filter.hidden-new-what')} onClick={clearFilter}>
      <Icon name="warning" size={15} />
      {t('filter.hidden-new', { count: unseen })}
    </Button>
  );
}
