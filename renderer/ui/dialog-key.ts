import { createContext } from 'react';

/** Presses the filled button of a dialog, also while a person types in it. */
export const dialogKey = 'mod+enter';

/** Whether a component stands in a dialog. */
export const InDialog = createContext(false);
