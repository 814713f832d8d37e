-- Why: of a return whose goods come back one after the other, each refund without lines has what came back by then. What a document has of it has to be known when the next one is planned; returns and refunds are replaced by each import.

-- Units a refund without lines of its own has of its return, by the id of the return's line.
alter table document_intent add column returned_units jsonb not null default '{}';

-- Nothing tells more of those that are posted.
update document_intent
   set returned_units = units.of_document
  from (
    select source.store,
           source.source_key,
           jsonb_object_agg(substring(line.source_line_key from '^returnLine/(.*)$'), line.quantity) as of_document
      from ledger.document_source source
      join ledger.sales_line line on line.document_id = source.document_id
     where line.source_line_key like 'returnLine/%'
     group by source.store, source.source_key
  ) units
 where units.store = document_intent.store
   and units.source_key = document_intent.source_key;

alter table document_intent alter column returned_units drop default;
