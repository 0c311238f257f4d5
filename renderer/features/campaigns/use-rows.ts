import { useState } from 'react';
import type { CampaignRow, RowState } from '../../../main/contract/campaigns.ts';
import type { Failure } from '../../../main/contract/envelope.ts';
import { useQuery } from '../../engine/use-query.ts';

const pageSize = 100;

export type CampaignRows = {
  readonly rows: readonly CampaignRow[];
  readonly total: number;
  readonly loading: boolean;
  readonly failure: Failure | null;
  /** Null at one of the ends. */
  readonly earlier: (() => void) | null;
  readonly later: (() => void) | null;
  /** First and last shown, counted from 1. */
  readonly from: number;
  readonly to: number;
};

/** Rows of a campaign, a page at a time, as they stand now. */
export function useRows(campaignId: string, states: readonly RowState[] | null): CampaignRows {
  const [page, setPage] = useState(0);
  const offset = page * pageSize;
  const input = { campaignId, states: states === null ? null : [...states], offset, limit: pageSize };
  const { data, loading, failure } = useQuery('campaigns.rows', input, {
    refreshOn: ['campaigns.changed', 'outbox.changed', 'threads.changed'],
    keepPrevious: true,
  });
  const rows = data?.rows ?? [];
  const total = data?.total ?? 0;
  return {
    rows,
    total,
    loading,
    failure,
    earlier: page > 0 ? () => setPage(page - 1) : null,
    later: offset + rows.length < total ? () => setPage(page + 1) : null,
    from: rows.length === 0 ? 0 : offset + 1,
    to: offset + rows.length,
  };
}
