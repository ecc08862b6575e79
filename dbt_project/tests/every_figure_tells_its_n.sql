-- A figure says of how many it is. A build looks at figures before they are written, the audit at all that are kept.
select
    snapshots.id,
    snapshots.dimension
from {{ ref('analytics_snapshots') }} as snapshots
where
    {{ looks_at_all() }}
    and jsonb_typeof(snapshots.dimension -> 'n') is distinct from 'number'
