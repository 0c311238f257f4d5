import { launchApp } from '../support/electron/launch-app.ts';
import { stubArguments } from './stub.ts';
import { describeWindowLimits } from './window-limits.ts';

describeWindowLimits('the window of the built app', () => launchApp({ args: stubArguments('fork') }));
