-- A metric says of how many it is. A build checks metrics as it computes them, the audit checks all published ones.
select
    snapshots.id,
    snapshots.dimension
from {{ ref('analytics_snapshots') }} as snapshots
where
    {{ is_audit() }}
    and jsonb_typeof(snapshots.dimension -> 'n') is distinct from 'number'
