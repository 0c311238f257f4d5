import { generateKey } from 'openpgp';

/** An OpenPGP key of an invented patient, as their own program would have made it. */
export async function makePatientKey(
  name: string,
  email: string,
): Promise<{ readonly address: string; readonly publicKey: string; readonly privateKey: string }> {
  const { publicKey, privateKey } = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name, email }],
    format: 'armored',
  });
  return { address: email, publicKey, privateKey };
}
