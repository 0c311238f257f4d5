/** The plain mail around a locked page: two sentences, the sign, the telephone. Said in the patient's language. */
export function letterCover(
  language: 'en' | 'es',
  facts: { readonly practiceName: string; readonly telephone: string; readonly sign: string },
): { readonly text: string; readonly pageName: string } {
  const { practiceName, telephone, sign } = facts;
  if (language === 'es') {
    return {
      pageName: 'carta.html',
      text: [
        `${practiceName} le ha escrito una carta privada. Abra el archivo adjunto y escriba las cinco palabras de su hoja.`,
        '',
        `Nuestra señal para usted: ${sign}`,
        '',
        `¿No tiene la hoja, o la señal es otra? Llámenos al ${telephone}.`,
        '',
      ].join('\n'),
    };
  }
  return {
    pageName: 'letter.html',
    text: [
      `${practiceName} has written you a private letter. Open the attached file and type the five words from your slip.`,
      '',
      `Our sign for you: ${sign}`,
      '',
      `No slip, or is this not your sign? Call us at ${telephone}.`,
      '',
    ].join('\n'),
  };
}
