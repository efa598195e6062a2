import type { ReactNode } from 'react';

const SHAPES = {
  engine: (
    <path d="M7 5h8v2h-3v2h3l2 2.500h2V10h3v9h-3v-2h-1.500L15 20H8.500L6 17H4.500v2.500h-2v-9h2V13H6v-2.500L8 9h2V7H7z" />
  ),
  oil: <path d="M12 3s6 7 6 11a6 6 0 0 1-12 0c0-4 6-11 6-11z" />,
  coolant: (
    <path d="M11 3a2 2 0 0 1 2 2h3v2h-3v2h3v2h-3v2.6a3.5 3.5 0 1 1-4 0V5a2 2 0 0 1 2-2zM3 20c2-1.6 3.5-1.6 5 0M16 20c1.5-1.6 3-1.6 5 0" />
  ),
  airbag: (
    <>
      <circle cx="9" cy="5" r="2.6" />
      <path d="M6 9h5l3 5h4v3h-6l-2-3-1 4h4v3H5z" />
      <circle cx="18" cy="9" r="3.4" />
    </>
  ),
  door: <path d="M4 20V11l6-7h9v16zM7 11h9V7h-5zM13 14h3v1.6h-3z" fillRule="evenodd" />,
  warning: <path d="M12 3 23 21H1zM11 9v6h2V9zm0 7.5v2h2v-2z" fillRule="evenodd" />,
  unknown: (
    <path
      d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 13h2v2.4h-2zm1-9c2.2 0 3.8 1.3 3.8 3.3 0 2.6-2.7 2.6-2.7 4.5h-2c0-3 2.6-3 2.6-4.5 0-.9-.7-1.5-1.7-1.5s-1.8.7-1.8 1.8h-2C8.200 7.500 9.800 6 12 6z"
      fillRule="evenodd"
    />
  ),
  dent: (
    <path
      d="M2 17v-4.500L4.500 11l3-5h8l4 5 2.500 1.500V17h-2.300a2.700 2.700 0 0 1-5.400 0H9.700a2.700 2.700 0 0 1-5.400 0zM12.500 7.500l-3 4.500h2.200l-1.200 3.500 4-5h-2.300l1.600-3z"
      fillRule="evenodd"
    />
  ),
  bag: <path d="M8 8V6a4 4 0 0 1 8 0v2h4v12H4V8zm2 0h4V6a2 2 0 0 0-4 0z" fillRule="evenodd" />,
  more: (
    <path d="M5 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4z" />
  ),
  menu: <path d="M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z" />,
  search: (
    <path
      d="M10.500 3a7.500 7.500 0 1 0 4.600 13.400l4.700 4.700 1.400-1.400-4.700-4.700A7.500 7.500 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11z"
      fillRule="evenodd"
    />
  ),
  close: (
    <path d="m5 6.400 1.400-1.400L12 10.600 17.600 5 19 6.400 13.400 12 19 17.600 17.600 19 12 13.400 6.400 19 5 17.600 10.600 12z" />
  ),
  done: <path d="M9.500 18.500 3 12l1.800-1.800 4.700 4.700L19.200 5.200 21 7z" />,
  down: <path d="m5 8.500 1.500-1.500L12 12.500 17.500 7 19 8.500l-7 7z" />,
  next: <path d="m9 5 7 7-7 7-1.500-1.500L13 12 7.500 6.500z" />,
} satisfies Record<string, ReactNode>;

/** The pictures that the page has. */
export type IconName = keyof typeof SHAPES;

/** A picture beside a word that says the same: never read aloud, never alone. */
export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
