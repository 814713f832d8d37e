-- Why: refunds and returns are records of their own, so what Shopify answered about them is kept by themselves as well.
alter table data_capture
  drop constraint data_capture_linked_table,
  add constraint data_capture_linked_table check (
    linked_table in (
      'order', 'orderLine', 'orderShippingCharge', 'orderTransaction', 'fulfillmentOrder', 'fulfillment', 'refund', 'return'
    )
  );
