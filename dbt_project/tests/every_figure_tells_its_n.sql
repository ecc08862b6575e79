-- A figure says of how many it is; looked at are those of this build.
select
    snapshots.id,
    snapshots.dimension
from {{ ref('analytics_snapshots') }} as snapshots
cross join {{ ref('int_horizon') }} as horizon
where
    jsonb_typeof(snapshots.dimension -> 'n') is distinct from 'number'
    and ({{ looks_at_all() }} or snapshots.created_at >= horizon.as_of)
