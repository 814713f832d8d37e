-- Why: gift cards an order sold are kept with what Shopify tells of them, so that a bookkeeper sees what is left of each.

-- One row for each unit of a gift card line that was fulfilled: Shopify issues a card for it. Which card is known only where the app may read
-- gift cards, and stays unknown (null) otherwise. Never the code: only its last characters.
create table gift_card (
  line_id bigint not null,
  card_no integer not null,
  shopify_order_id bigint not null,
  -- Price of the unit in the shop's currency. What refunds took back is theirs to say.
  sold_amount numeric not null,
  fulfilled_at timestamptz not null,
  gift_card_id bigint,
  last_characters text,
  initial_amount numeric,
  balance numeric,
  currency text,
  enabled boolean,
  expires_on date,
  customer_id bigint,
  issued_at timestamptz,
  read_at timestamptz,
  -- Shopify was asked and does not know a card of this unit (any more): it is not asked again.
  not_found_at timestamptz,
  constraint gift_card_pk primary key (line_id, card_no),
  constraint gift_card_gift_card_id_uq unique (gift_card_id),
  constraint gift_card_order_fk foreign key (shopify_order_id) references order_header (shopify_order_id) on delete cascade,
  constraint gift_card_card_no_ck check (card_no > 0),
  constraint gift_card_read_ck check (
    (gift_card_id is not null) = (read_at is not null)
    and (gift_card_id is not null) = (last_characters is not null)
    and (gift_card_id is not null) = (initial_amount is not null)
    and (gift_card_id is not null) = (balance is not null)
    and (gift_card_id is not null) = (currency is not null)
    and (gift_card_id is not null) = (enabled is not null)
    and (gift_card_id is not null) = (issued_at is not null)
    and (gift_card_id is not null or (expires_on is null and customer_id is null))
    and (gift_card_id is null or not_found_at is null)
  )
);
create index gift_card_by_order on gift_card (shopify_order_id);
create index gift_card_to_read on gift_card (shopify_order_id) where gift_card_id is null and not_found_at is null;

-- Cards of orders that are stored already.
insert into gift_card (line_id, card_no, shopify_order_id, sold_amount, fulfilled_at)
select line.line_id, card_no, line.shopify_order_id, line.unit_price, sold.fulfilled_at
  from (
    select part.line_id, sum(part.quantity) as quantity, max(fulfillment.created_at) as fulfilled_at
      from fulfillment_line part
      join fulfillment on fulfillment.fulfillment_id = part.fulfillment_id
     where part.gift_card and fulfillment.status = 'success'
     group by part.line_id
  ) sold
  join order_line line on line.line_id = sold.line_id
 cross join generate_series(1, sold.quantity) as card_no;
