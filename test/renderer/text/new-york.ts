import { env } from 'node:process';

// Imported first: what formats times is made for the zone of that moment. New York changes its clock on 1 November 2026.
env.TZ = 'America/New_York';
