import { createTheme, type MantineColorsTuple } from '@mantine/core';

const blue: MantineColorsTuple = [
  '#eaf0fe',
  '#d3e0fd',
  '#a9c2fa',
  '#7ca1f6',
  '#6b95ff',
  '#3266ee',
  '#1d4fd8',
  '#1743ba',
  '#12389c',
  '#0d2b7a',
];

/** Mantine in our clothes; colours that carry meaning are CSS variables in theme.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  colors: { blue },
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-plate)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
