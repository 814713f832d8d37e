-- Why: an upgrade of this program asks for another API version: what Shopify served to the old one says nothing about the new one.
alter table shopify_bucket
  -- API version that was asked for when served_version was answered; null when that is not known.
  add column asked_version text;
