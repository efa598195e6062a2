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

/** The greys of both schemes: blue-grey, as everything around them. */
const gray: MantineColorsTuple = [
  '#f6f8fb',
  '#edf0f5',
  '#e0e5ed',
  '#d8dde6',
  '#bfc7d4',
  '#98a2b4',
  '#6b7589',
  '#4c5567',
  '#2d3545',
  '#12161f',
];

const dark: MantineColorsTuple = [
  '#e9edf4',
  '#c3cbda',
  '#a6b0c2',
  '#8b96aa',
  '#3a465a',
  '#2c3748',
  '#222b3a',
  '#171d28',
  '#10151e',
  '#0c1017',
];

/** Mantine in our clothes; colours that carry meaning are CSS variables in theme.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  colors: { blue, gray, dark },
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-plate)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The first item gets the focus itself: a placeholder before it is a child that no menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // The head of a dialog is not the head of the page.
    ModalHeader: { defaultProps: { role: 'none' } },
  },
});
