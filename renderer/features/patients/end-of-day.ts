/** The last millisecond of a calendar day `YYYY-MM-DD`, in local time. */
export function endOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 23, 59, 59, 999).getTime();
}
