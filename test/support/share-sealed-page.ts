import { buildSealedPage } from '../../renderer/sealed/build.ts';

let built: Promise<string> | null = null;

/** The page that letters are sealed into, built once for all test files of this process. */
export function shareSealedPage(): Promise<string> {
  built ??= buildSealedPage();
  return built;
}
