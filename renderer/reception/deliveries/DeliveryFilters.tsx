import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MessageKind, Outcome, Reason } from '../../../shared/delivery.ts';
import { DateChip } from '../../history/DateChip.tsx';
import { FilterChip } from '../../ui/FilterChip.tsx';
import styles from './Deliveries.module.css';
import type { ViewProps } from './DeliveryLog.tsx';

/** What narrows the log. */
export function DeliveryFilters({ view, change }: ViewProps) {
  const { t } = useTranslation();
  return (
    <search className={styles.filters}>
      <DateChip view={view} change={change} />
      <ChoiceChip
        name={t('deliveries.outcome')}
        options={Outcome.options}
        chosen={view.outcome}
        say={(one) => t(`deliveries.outcome.${one}`)}
        onChoose={(outcome) => change({ outcome })}
      />
      <ChoiceChip
        name={t('deliveries.reason')}
        options={Reason.options}
        chosen={view.reason}
        say={(one) => t(`deliveries.reason.${one}`)}
        onChoose={(reason) => change({ reason })}
      />
      <ChoiceChip
        name={t('deliveries.kind')}
        options={MessageKind.options}
        chosen={view.kind}
        say={(one) => t(`deliveries.kind.${one}`)}
        onChoose={(kind) => change({ kind })}
      />
      {view.msgId !== undefined && (
        <ChoiceChip
          name={t('deliveries.message')}
          options={[view.msgId]}
          chosen={view.msgId}
          say={(one) => one}
          onChoose={(msgId) => change({ msgId })}
        />
      )}
    </search>
  );
}

interface ChoiceChipProps<One extends string> {
  name: string;
  options: readonly One[];
  chosen: One | undefined;
  say: (one: One) => string;
  onChoose: (one: One | undefined) => void;
}

function ChoiceChip<One extends string>({ name, options, chosen, say, onChoose }: ChoiceChipProps<One>) {
  return (
    <FilterChip name={name} value={chosen === undefined ? null : say(chosen)} onClear={() => onChoose(undefined)}>
      <Menu.RadioGroup value={chosen ?? ''}>
        {options.map((one) => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick onClick={() => onChoose(one)}>
            <bdi>{say(one)}</bdi>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </FilterChip>
  );
}
