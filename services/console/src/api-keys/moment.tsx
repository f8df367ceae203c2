import { useFormat } from '../i18n/use-format.ts';

type Props = {
  /** ISO 8601 */
  readonly at: string;
  readonly show?: 'date' | 'dateTime' | 'relative';
};

/** A time in the reader's own zone; what is left out of it shows on hovering. */
export function Moment({ at, show = 'dateTime' }: Props) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format[show](at)}
    </time>
  );
}
