-- A figure says of how many it is; looked at are those of this build.
select
    snapshots.id,
    snapshots.dimension
from {{ ref('analytics_snapshots') }} as snapshots
where
    ({{ looks_at_all() }} or snapshots.created_at >= (select horizon.as_of from {{ ref('int_horizon') }} as horizon))
    and jsonb_typeof(snapshots.dimension -> 'n') is distinct from 'number'
