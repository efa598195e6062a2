import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Card, LANES, SET_ASIDE_REASONS, type SetAsideReason } from '../../shared/check-in.ts';
import { openCheckIn } from '../check-in/open-check-in.ts';
import { openSheet } from '../sheet/open-sheet.ts';
import { plateText } from '../ui/formats.ts';
import { useParts } from './board-context.ts';
import { focusBeside } from './focus.ts';

/** The card whose menu is open, the button that opened it, and where in it the focus begins. */
export interface CardMenuRequest {
  card: Card;
  button: HTMLElement;
  at: 'top' | 'set-aside';
}

/** The menu of a card. One serves the whole board: eight hundred of them would cost more than the cards. */
export function CardMenu({ request, onClose }: { request: CardMenuRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const { moves } = useParts();
  const { card, button, at } = request;
  const place = button.getBoundingClientRect();
  const close = (): void => {
    onClose();
    if (button.isConnected) button.focus();
  };
  const setAside = (reason: SetAsideReason): void => {
    const element = button.closest<HTMLElement>('[data-check-in]');
    if (element !== null) focusBeside(element);
    moves.setAside(card, reason);
  };
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-end"
      width={210}
      trapFocus
      returnFocus={false}
      withinPortal
      shadow="md"
    >
      <Menu.Target>
        <span
          aria-hidden="true"
          style={{
            position: 'fixed',
            left: place.left,
            top: place.top,
            width: place.width,
            height: place.height,
            pointerEvents: 'none',
          }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('card.menu', { plate: plateText(t, card.plate) })}>
        <Menu.Item onClick={() => openCheckIn(card.id)}>{t('card.menu.open')}</Menu.Item>
        <Menu.Item onClick={() => openSheet(card.id)}>{t('sheet.open')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('card.menu.move')}</Menu.Label>
        {LANES.filter((lane) => lane !== card.lane).map((lane) => (
          <Menu.Item key={lane} onClick={() => moves.move(card, lane)}>
            {t(`lane.${lane}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {SET_ASIDE_REASONS.map((reason, index) => (
          <Menu.Item
            key={reason}
            data-autofocus={(at === 'set-aside' && index === 0) || undefined}
            onClick={() => setAside(reason)}
          >
            {t(`desk.as.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
