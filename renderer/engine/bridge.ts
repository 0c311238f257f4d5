import type { Bridge } from '../../preload/bridge.ts';

/** The preload's two functions; the only thing of the world outside that the window holds. */
export function getBridge(): Bridge {
  return window.postern;
}
