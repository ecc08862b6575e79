-- Call ops.source_permitted when job_sources changes.
create trigger source_permitted
after update of may_aggregate on job_sources
for each row
when (old.may_aggregate is distinct from new.may_aggregate)
execute function ops.source_permitted();
