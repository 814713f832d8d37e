/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AttributeInput = {
  key: string;
  value: string;
};

export type CountryCode =
  | 'AC'
  | 'AD'
  | 'AE'
  | 'AF'
  | 'AG'
  | 'AI'
  | 'AL'
  | 'AM'
  | 'AN'
  | 'AO'
  | 'AR'
  | 'AT'
  | 'AU'
  | 'AW'
  | 'AX'
  | 'AZ'
  | 'BA'
  | 'BB'
  | 'BD'
  | 'BE'
  | 'BF'
  | 'BG'
  | 'BH'
  | 'BI'
  | 'BJ'
  | 'BL'
  | 'BM'
  | 'BN'
  | 'BO'
  | 'BQ'
  | 'BR'
  | 'BS'
  | 'BT'
  | 'BV'
  | 'BW'
  | 'BY'
  | 'BZ'
  | 'CA'
  | 'CC'
  | 'CD'
  | 'CF'
  | 'CG'
  | 'CH'
  | 'CI'
  | 'CK'
  | 'CL'
  | 'CM'
  | 'CN'
  | 'CO'
  | 'CR'
  | 'CU'
  | 'CV'
  | 'CW'
  | 'CX'
  | 'CY'
  | 'CZ'
  | 'DE'
  | 'DJ'
  | 'DK'
  | 'DM'
  | 'DO'
  | 'DZ'
  | 'EC'
  | 'EE'
  | 'EG'
  | 'EH'
  | 'ER'
  | 'ES'
  | 'ET'
  | 'FI'
  | 'FJ'
  | 'FK'
  | 'FO'
  | 'FR'
  | 'GA'
  | 'GB'
  | 'GD'
  | 'GE'
  | 'GF'
  | 'GG'
  | 'GH'
  | 'GI'
  | 'GL'
  | 'GM'
  | 'GN'
  | 'GP'
  | 'GQ'
  | 'GR'
  | 'GS'
  | 'GT'
  | 'GW'
  | 'GY'
  | 'HK'
  | 'HM'
  | 'HN'
  | 'HR'
  | 'HT'
  | 'HU'
  | 'ID'
  | 'IE'
  | 'IL'
  | 'IM'
  | 'IN'
  | 'IO'
  | 'IQ'
  | 'IR'
  | 'IS'
  | 'IT'
  | 'JE'
  | 'JM'
  | 'JO'
  | 'JP'
  | 'KE'
  | 'KG'
  | 'KH'
  | 'KI'
  | 'KM'
  | 'KN'
  | 'KP'
  | 'KR'
  | 'KW'
  | 'KY'
  | 'KZ'
  | 'LA'
  | 'LB'
  | 'LC'
  | 'LI'
  | 'LK'
  | 'LR'
  | 'LS'
  | 'LT'
  | 'LU'
  | 'LV'
  | 'LY'
  | 'MA'
  | 'MC'
  | 'MD'
  | 'ME'
  | 'MF'
  | 'MG'
  | 'MK'
  | 'ML'
  | 'MM'
  | 'MN'
  | 'MO'
  | 'MQ'
  | 'MR'
  | 'MS'
  | 'MT'
  | 'MU'
  | 'MV'
  | 'MW'
  | 'MX'
  | 'MY'
  | 'MZ'
  | 'NA'
  | 'NC'
  | 'NE'
  | 'NF'
  | 'NG'
  | 'NI'
  | 'NL'
  | 'NO'
  | 'NP'
  | 'NR'
  | 'NU'
  | 'NZ'
  | 'OM'
  | 'PA'
  | 'PE'
  | 'PF'
  | 'PG'
  | 'PH'
  | 'PK'
  | 'PL'
  | 'PM'
  | 'PN'
  | 'PS'
  | 'PT'
  | 'PY'
  | 'QA'
  | 'RE'
  | 'RO'
  | 'RS'
  | 'RU'
  | 'RW'
  | 'SA'
  | 'SB'
  | 'SC'
  | 'SD'
  | 'SE'
  | 'SG'
  | 'SH'
  | 'SI'
  | 'SJ'
  | 'SK'
  | 'SL'
  | 'SM'
  | 'SN'
  | 'SO'
  | 'SR'
  | 'SS'
  | 'ST'
  | 'SV'
  | 'SX'
  | 'SY'
  | 'SZ'
  | 'TA'
  | 'TC'
  | 'TD'
  | 'TF'
  | 'TG'
  | 'TH'
  | 'TJ'
  | 'TK'
  | 'TL'
  | 'TM'
  | 'TN'
  | 'TO'
  | 'TR'
  | 'TT'
  | 'TV'
  | 'TW'
  | 'TZ'
  | 'UA'
  | 'UG'
  | 'UM'
  | 'US'
  | 'UY'
  | 'UZ'
  | 'VA'
  | 'VC'
  | 'VE'
  | 'VG'
  | 'VN'
  | 'VU'
  | 'WF'
  | 'WS'
  | 'XK'
  | 'YE'
  | 'YT'
  | 'ZA'
  | 'ZM'
  | 'ZW'
  | 'ZZ';

export type CurrencyCode =
  | 'AED'
  | 'AFN'
  | 'ALL'
  | 'AMD'
  | 'ANG'
  | 'AOA'
  | 'ARS'
  | 'AUD'
  | 'AWG'
  | 'AZN'
  | 'BAM'
  | 'BBD'
  | 'BDT'
  | 'BGN'
  | 'BHD'
  | 'BIF'
  | 'BMD'
  | 'BND'
  | 'BOB'
  | 'BRL'
  | 'BSD'
  | 'BTN'
  | 'BWP'
  | 'BYN'
  | 'BYR'
  | 'BZD'
  | 'CAD'
  | 'CDF'
  | 'CHF'
  | 'CLP'
  | 'CNY'
  | 'COP'
  | 'CRC'
  | 'CVE'
  | 'CZK'
  | 'DJF'
  | 'DKK'
  | 'DOP'
  | 'DZD'
  | 'EGP'
  | 'ERN'
  | 'ETB'
  | 'EUR'
  | 'FJD'
  | 'FKP'
  | 'GBP'
  | 'GEL'
  | 'GHS'
  | 'GIP'
  | 'GMD'
  | 'GNF'
  | 'GTQ'
  | 'GYD'
  | 'HKD'
  | 'HNL'
  | 'HRK'
  | 'HTG'
  | 'HUF'
  | 'IDR'
  | 'ILS'
  | 'INR'
  | 'IQD'
  | 'IRR'
  | 'ISK'
  | 'JEP'
  | 'JMD'
  | 'JOD'
  | 'JPY'
  | 'KES'
  | 'KGS'
  | 'KHR'
  | 'KID'
  | 'KMF'
  | 'KRW'
  | 'KWD'
  | 'KYD'
  | 'KZT'
  | 'LAK'
  | 'LBP'
  | 'LKR'
  | 'LRD'
  | 'LSL'
  | 'LTL'
  | 'LVL'
  | 'LYD'
  | 'MAD'
  | 'MDL'
  | 'MGA'
  | 'MKD'
  | 'MMK'
  | 'MNT'
  | 'MOP'
  | 'MRU'
  | 'MUR'
  | 'MVR'
  | 'MWK'
  | 'MXN'
  | 'MYR'
  | 'MZN'
  | 'NAD'
  | 'NGN'
  | 'NIO'
  | 'NOK'
  | 'NPR'
  | 'NZD'
  | 'OMR'
  | 'PAB'
  | 'PEN'
  | 'PGK'
  | 'PHP'
  | 'PKR'
  | 'PLN'
  | 'PYG'
  | 'QAR'
  | 'RON'
  | 'RSD'
  | 'RUB'
  | 'RWF'
  | 'SAR'
  | 'SBD'
  | 'SCR'
  | 'SDG'
  | 'SEK'
  | 'SGD'
  | 'SHP'
  | 'SLL'
  | 'SOS'
  | 'SRD'
  | 'SSP'
  | 'STD'
  | 'STN'
  | 'SYP'
  | 'SZL'
  | 'THB'
  | 'TJS'
  | 'TMT'
  | 'TND'
  | 'TOP'
  | 'TRY'
  | 'TTD'
  | 'TWD'
  | 'TZS'
  | 'UAH'
  | 'UGX'
  | 'USD'
  | 'USDC'
  | 'UYU'
  | 'UZS'
  | 'VED'
  | 'VEF'
  | 'VES'
  | 'VND'
  | 'VUV'
  | 'WST'
  | 'XAF'
  | 'XCD'
  | 'XOF'
  | 'XPF'
  | 'XXX'
  | 'YER'
  | 'ZAR'
  | 'ZMW';

export type CustomerEmailAddressMarketingState =
  | 'INVALID'
  | 'NOT_SUBSCRIBED'
  | 'PENDING'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED';

export type CustomerState =
  | 'DECLINED'
  | 'DISABLED'
  | 'ENABLED'
  | 'INVITED';

export type DeliveryMethodType =
  | 'LOCAL'
  | 'NONE'
  | 'PICKUP_POINT'
  | 'PICK_UP'
  | 'RETAIL'
  | 'SHIPPING';

export type FulfillmentOrderRequestStatus =
  | 'ACCEPTED'
  | 'CANCELLATION_ACCEPTED'
  | 'CANCELLATION_REJECTED'
  | 'CANCELLATION_REQUESTED'
  | 'CLOSED'
  | 'REJECTED'
  | 'SUBMITTED'
  | 'UNSUBMITTED';

export type FulfillmentOrderStatus =
  | 'CANCELLED'
  | 'CLOSED'
  | 'INCOMPLETE'
  | 'IN_PROGRESS'
  | 'ON_HOLD'
  | 'OPEN'
  | 'SCHEDULED';

export type FulfillmentStatus =
  | 'CANCELLED'
  | 'ERROR'
  | 'FAILURE'
  | 'OPEN'
  | 'PENDING'
  | 'SUCCESS';

export type HasMetafieldsMetafieldIdentifierInput = {
  key: string;
  namespace?: string | null | undefined;
};

export type LocalizationExtensionInput = {
  key: LocalizationExtensionKey;
  value: string;
};

export type LocalizationExtensionKey =
  | 'SHIPPING_CREDENTIAL_BR'
  | 'SHIPPING_CREDENTIAL_CL'
  | 'SHIPPING_CREDENTIAL_CN'
  | 'SHIPPING_CREDENTIAL_CO'
  | 'SHIPPING_CREDENTIAL_CR'
  | 'SHIPPING_CREDENTIAL_EC'
  | 'SHIPPING_CREDENTIAL_ES'
  | 'SHIPPING_CREDENTIAL_GT'
  | 'SHIPPING_CREDENTIAL_ID'
  | 'SHIPPING_CREDENTIAL_KR'
  | 'SHIPPING_CREDENTIAL_MX'
  | 'SHIPPING_CREDENTIAL_MY'
  | 'SHIPPING_CREDENTIAL_PE'
  | 'SHIPPING_CREDENTIAL_PT'
  | 'SHIPPING_CREDENTIAL_PY'
  | 'SHIPPING_CREDENTIAL_TR'
  | 'SHIPPING_CREDENTIAL_TW'
  | 'SHIPPING_CREDENTIAL_TYPE_CO'
  | 'TAX_CREDENTIAL_BR'
  | 'TAX_CREDENTIAL_CL'
  | 'TAX_CREDENTIAL_CO'
  | 'TAX_CREDENTIAL_CR'
  | 'TAX_CREDENTIAL_EC'
  | 'TAX_CREDENTIAL_ES'
  | 'TAX_CREDENTIAL_GT'
  | 'TAX_CREDENTIAL_ID'
  | 'TAX_CREDENTIAL_IT'
  | 'TAX_CREDENTIAL_MX'
  | 'TAX_CREDENTIAL_MY'
  | 'TAX_CREDENTIAL_PE'
  | 'TAX_CREDENTIAL_PT'
  | 'TAX_CREDENTIAL_PY'
  | 'TAX_CREDENTIAL_TR'
  | 'TAX_CREDENTIAL_TYPE_CO'
  | 'TAX_CREDENTIAL_TYPE_MX'
  | 'TAX_CREDENTIAL_USE_MX'
  | 'TAX_EMAIL_IT';

export type LocalizedFieldInput = {
  key: LocalizedFieldKey;
  value: string;
};

export type LocalizedFieldKey =
  | 'SHIPPING_CREDENTIAL_BR'
  | 'SHIPPING_CREDENTIAL_CL'
  | 'SHIPPING_CREDENTIAL_CN'
  | 'SHIPPING_CREDENTIAL_CO'
  | 'SHIPPING_CREDENTIAL_CR'
  | 'SHIPPING_CREDENTIAL_EC'
  | 'SHIPPING_CREDENTIAL_ES'
  | 'SHIPPING_CREDENTIAL_GT'
  | 'SHIPPING_CREDENTIAL_ID'
  | 'SHIPPING_CREDENTIAL_KR'
  | 'SHIPPING_CREDENTIAL_MX'
  | 'SHIPPING_CREDENTIAL_MY'
  | 'SHIPPING_CREDENTIAL_PE'
  | 'SHIPPING_CREDENTIAL_PT'
  | 'SHIPPING_CREDENTIAL_PY'
  | 'SHIPPING_CREDENTIAL_TR'
  | 'SHIPPING_CREDENTIAL_TW'
  | 'SHIPPING_CREDENTIAL_TYPE_CO'
  | 'TAX_CREDENTIAL_BR'
  | 'TAX_CREDENTIAL_CL'
  | 'TAX_CREDENTIAL_CO'
  | 'TAX_CREDENTIAL_CR'
  | 'TAX_CREDENTIAL_EC'
  | 'TAX_CREDENTIAL_ES'
  | 'TAX_CREDENTIAL_GT'
  | 'TAX_CREDENTIAL_ID'
  | 'TAX_CREDENTIAL_IT'
  | 'TAX_CREDENTIAL_MX'
  | 'TAX_CREDENTIAL_MY'
  | 'TAX_CREDENTIAL_PE'
  | 'TAX_CREDENTIAL_PT'
  | 'TAX_CREDENTIAL_PY'
  | 'TAX_CREDENTIAL_TR'
  | 'TAX_CREDENTIAL_TYPE_CO'
  | 'TAX_CREDENTIAL_TYPE_MX'
  | 'TAX_CREDENTIAL_USE_MX'
  | 'TAX_EMAIL_IT';

export type MailingAddressInput = {
  address1?: string | null | undefined;
  address2?: string | null | undefined;
  city?: string | null | undefined;
  company?: string | null | undefined;
  /** @deprecated Use `countryCode` instead. */
  country?: string | null | undefined;
  countryCode?: CountryCode | null | undefined;
  firstName?: string | null | undefined;
  /** @deprecated Not needed for 90% of mutations, and provided separately where it is needed. */
  id?: string | null | undefined;
  lastName?: string | null | undefined;
  phone?: string | null | undefined;
  /** @deprecated Use `provinceCode` instead. */
  province?: string | null | undefined;
  provinceCode?: string | null | undefined;
  zip?: string | null | undefined;
};

export type MetafieldInput = {
  id?: string | null | undefined;
  key?: string | null | undefined;
  namespace?: string | null | undefined;
  type?: string | null | undefined;
  value?: string | null | undefined;
};

export type OrderCancelReason =
  | 'CUSTOMER'
  | 'DECLINED'
  | 'FRAUD'
  | 'INVENTORY'
  | 'OTHER'
  | 'STAFF';

export type OrderCancelRefundMethodInput =
  {   originalPaymentMethodsRefund: boolean; storeCreditRefund?: never; }
  |  { originalPaymentMethodsRefund?: never;   storeCreditRefund: OrderCancelStoreCreditRefundInput; };

export type OrderCancelStoreCreditRefundInput = {
  expiresAt?: string | null | undefined;
};

export type OrderCancelUserErrorCode =
  | 'INTERNAL_ERROR'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NO_REFUND_PERMISSION'
  | 'NO_REFUND_TO_STORE_CREDIT_PERMISSION'
  | 'STORE_CREDIT_REFUND_B2B_NOT_SUPPORTED'
  | 'STORE_CREDIT_REFUND_EXPIRATION_IN_PAST'
  | 'STORE_CREDIT_REFUND_MISSING_CUSTOMER';

export type OrderCloseInput = {
  id: string;
};

export type OrderDisplayFinancialStatus =
  | 'AUTHORIZED'
  | 'EXPIRED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'VOIDED';

export type OrderDisplayFulfillmentStatus =
  | 'FULFILLED'
  | 'IN_PROGRESS'
  | 'ON_HOLD'
  | 'OPEN'
  | 'PARTIALLY_FULFILLED'
  | 'PENDING_FULFILLMENT'
  | 'REQUEST_DECLINED'
  | 'RESTOCKED'
  | 'SCHEDULED'
  | 'UNFULFILLED';

export type OrderInput = {
  customAttributes?: Array<AttributeInput> | null | undefined;
  email?: string | null | undefined;
  id: string;
  /** @deprecated This field will be removed in a future version. Use `localizedFields` instead. */
  localizationExtensions?: Array<LocalizationExtensionInput> | null | undefined;
  localizedFields?: Array<LocalizedFieldInput> | null | undefined;
  metafields?: Array<MetafieldInput> | null | undefined;
  note?: string | null | undefined;
  phone?: string | null | undefined;
  poNumber?: string | null | undefined;
  shippingAddress?: MailingAddressInput | null | undefined;
  tags?: Array<string> | null | undefined;
};

export type OrderMarkAsPaidInput = {
  id: string;
};

export type OrderReturnStatus =
  | 'INSPECTION_COMPLETE'
  | 'IN_PROGRESS'
  | 'NO_RETURN'
  | 'RETURNED'
  | 'RETURN_FAILED'
  | 'RETURN_REQUESTED';

export type OrderTransactionErrorCode =
  | 'AMAZON_PAYMENTS_INVALID_PAYMENT_METHOD'
  | 'AMAZON_PAYMENTS_MAX_AMOUNT_CHARGED'
  | 'AMAZON_PAYMENTS_MAX_AMOUNT_REFUNDED'
  | 'AMAZON_PAYMENTS_MAX_AUTHORIZATIONS_CAPTURED'
  | 'AMAZON_PAYMENTS_MAX_REFUNDS_PROCESSED'
  | 'AMAZON_PAYMENTS_ORDER_REFERENCE_CANCELED'
  | 'AMAZON_PAYMENTS_STALE'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_TOO_SMALL'
  | 'AUTHENTICATION_FAILED'
  | 'AUTHENTICATION_REQUIRED'
  | 'AUTHORIZATION_EXPIRED'
  | 'CALL_ISSUER'
  | 'CANCELLED_PAYMENT'
  | 'CARD_DECLINED'
  | 'CARD_TESTING'
  | 'CONFIG_ERROR'
  | 'DO_NOT_HONOR'
  | 'EXPIRED_CARD'
  | 'FRAUD_SUSPECTED'
  | 'GENERIC_ERROR'
  | 'INCORRECT_ADDRESS'
  | 'INCORRECT_CVC'
  | 'INCORRECT_NUMBER'
  | 'INCORRECT_PIN'
  | 'INCORRECT_ZIP'
  | 'INSTRUMENT_DECLINED'
  | 'INSUFFICIENT_FUNDS'
  | 'INVALID_AMOUNT'
  | 'INVALID_COUNTRY'
  | 'INVALID_CURRENCY'
  | 'INVALID_CVC'
  | 'INVALID_EXPIRY_DATE'
  | 'INVALID_NUMBER'
  | 'INVALID_PAYMENT_METHOD'
  | 'INVALID_PURCHASE_TYPE'
  | 'MERCHANT_ACCOUNT_ERROR'
  | 'MERCHANT_RULE'
  | 'PAYMENT_METHOD_UNAVAILABLE'
  | 'PAYMENT_METHOD_UNSUPPORTED'
  | 'PAYMENT_PROVIDER_ERROR'
  | 'PICK_UP_CARD'
  | 'PROCESSING_ERROR'
  | 'RETRY_DECLINED'
  | 'TEST_MODE_LIVE_CARD'
  | 'TRANSACTION_LIMIT_EXCEEDED'
  | 'UNSUPPORTED_FEATURE';

export type OrderTransactionKind =
  | 'AUTHORIZATION'
  | 'CAPTURE'
  | 'CHANGE'
  | 'EMV_AUTHORIZATION'
  | 'REFUND'
  | 'SALE'
  | 'SUGGESTED_REFUND'
  | 'VOID';

export type OrderTransactionStatus =
  | 'AWAITING_RESPONSE'
  | 'ERROR'
  | 'FAILURE'
  | 'PENDING'
  | 'SUCCESS'
  | 'UNKNOWN';

export type PaymentTermsType =
  | 'FIXED'
  | 'FULFILLMENT'
  | 'NET'
  | 'RECEIPT'
  | 'UNKNOWN';

export type ProductStatus =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'DRAFT'
  | 'UNLISTED';

export type RefundLineItemRestockType =
  | 'CANCEL'
  | 'LEGACY_RESTOCK'
  | 'NO_RESTOCK'
  | 'RETURN';

export type ReturnDeclineReason =
  | 'FINAL_SALE'
  | 'OTHER'
  | 'RETURN_PERIOD_ENDED';

export type ReturnStatus =
  | 'CANCELED'
  | 'CLOSED'
  | 'DECLINED'
  | 'OPEN'
  | 'REQUESTED';

export type RiskAssessmentResult =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM'
  | 'NONE'
  | 'PENDING';

export type RiskFactSentiment =
  | 'NEGATIVE'
  | 'NEUTRAL'
  | 'POSITIVE';

export type WebhookSubscriptionFormat =
  | 'JSON'
  | 'XML';

export type WebhookSubscriptionInput = {
  /** @deprecated Use `uri` instead. */
  callbackUrl?: string | null | undefined;
  filter?: string | null | undefined;
  format?: WebhookSubscriptionFormat | null | undefined;
  includeFields?: Array<string> | null | undefined;
  metafieldNamespaces?: Array<string> | null | undefined;
  metafields?: Array<HasMetafieldsMetafieldIdentifierInput> | null | undefined;
  name?: string | null | undefined;
  uri?: string | null | undefined;
};

export type WebhookSubscriptionTopic =
  | 'APP_PURCHASES_ONE_TIME_UPDATE'
  | 'APP_SCOPES_UPDATE'
  | 'APP_SUBSCRIPTIONS_APPROACHING_CAPPED_AMOUNT'
  | 'APP_SUBSCRIPTIONS_UPDATE'
  | 'APP_UNINSTALLED'
  | 'AUDIT_EVENTS_ADMIN_API_ACTIVITY'
  | 'BULK_OPERATIONS_FINISH'
  | 'CARTS_CREATE'
  | 'CARTS_UPDATE'
  | 'CHANNELS_DELETE'
  | 'CHECKOUTS_CREATE'
  | 'CHECKOUTS_DELETE'
  | 'CHECKOUTS_UPDATE'
  | 'COLLECTIONS_CREATE'
  | 'COLLECTIONS_DELETE'
  | 'COLLECTIONS_UPDATE'
  | 'COLLECTION_LISTINGS_ADD'
  | 'COLLECTION_LISTINGS_REMOVE'
  | 'COLLECTION_LISTINGS_UPDATE'
  | 'COLLECTION_PUBLICATIONS_CREATE'
  | 'COLLECTION_PUBLICATIONS_DELETE'
  | 'COLLECTION_PUBLICATIONS_UPDATE'
  | 'COMPANIES_CREATE'
  | 'COMPANIES_DELETE'
  | 'COMPANIES_UPDATE'
  | 'COMPANY_CONTACTS_CREATE'
  | 'COMPANY_CONTACTS_DELETE'
  | 'COMPANY_CONTACTS_UPDATE'
  | 'COMPANY_CONTACT_ROLES_ASSIGN'
  | 'COMPANY_CONTACT_ROLES_REVOKE'
  | 'COMPANY_LOCATIONS_CREATE'
  | 'COMPANY_LOCATIONS_DELETE'
  | 'COMPANY_LOCATIONS_UPDATE'
  | 'CUSTOMERS_CREATE'
  | 'CUSTOMERS_DELETE'
  | 'CUSTOMERS_DISABLE'
  | 'CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMERS_ENABLE'
  | 'CUSTOMERS_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMERS_MERGE'
  | 'CUSTOMERS_PURCHASING_SUMMARY'
  | 'CUSTOMERS_UPDATE'
  | 'CUSTOMERS_WHATS_APP_MARKETING_CONSENT_UPDATE'
  | 'CUSTOMER_ACCOUNT_SETTINGS_UPDATE'
  | 'CUSTOMER_GROUPS_CREATE'
  | 'CUSTOMER_GROUPS_DELETE'
  | 'CUSTOMER_GROUPS_UPDATE'
  | 'CUSTOMER_JOINED_SEGMENT'
  | 'CUSTOMER_LEFT_SEGMENT'
  | 'CUSTOMER_PAYMENT_METHODS_CREATE'
  | 'CUSTOMER_PAYMENT_METHODS_REVOKE'
  | 'CUSTOMER_PAYMENT_METHODS_UPDATE'
  | 'CUSTOMER_TAGS_ADDED'
  | 'CUSTOMER_TAGS_REMOVED'
  | 'DELIVERY_PROMISE_SETTINGS_UPDATE'
  | 'DISCOUNTS_CREATE'
  | 'DISCOUNTS_DELETE'
  | 'DISCOUNTS_REDEEMCODE_ADDED'
  | 'DISCOUNTS_REDEEMCODE_REMOVED'
  | 'DISCOUNTS_UPDATE'
  | 'DISPUTES_CREATE'
  | 'DISPUTES_UPDATE'
  | 'DOMAINS_CREATE'
  | 'DOMAINS_DESTROY'
  | 'DOMAINS_UPDATE'
  | 'DRAFT_ORDERS_CREATE'
  | 'DRAFT_ORDERS_DELETE'
  | 'DRAFT_ORDERS_UPDATE'
  | 'FINANCE_APP_STAFF_MEMBER_DELETE'
  | 'FINANCE_APP_STAFF_MEMBER_GRANT'
  | 'FINANCE_APP_STAFF_MEMBER_REVOKE'
  | 'FINANCE_APP_STAFF_MEMBER_UPDATE'
  | 'FINANCE_KYC_INFORMATION_UPDATE'
  | 'FULFILLMENTS_CREATE'
  | 'FULFILLMENTS_UPDATE'
  | 'FULFILLMENT_EVENTS_CREATE'
  | 'FULFILLMENT_EVENTS_DELETE'
  | 'FULFILLMENT_HOLDS_ADDED'
  | 'FULFILLMENT_HOLDS_RELEASED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_ACCEPTED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_REJECTED'
  | 'FULFILLMENT_ORDERS_CANCELLATION_REQUEST_SUBMITTED'
  | 'FULFILLMENT_ORDERS_CANCELLED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_ACCEPTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_REJECTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_REQUEST_SUBMITTED'
  | 'FULFILLMENT_ORDERS_FULFILLMENT_SERVICE_FAILED_TO_COMPLETE'
  | 'FULFILLMENT_ORDERS_HOLD_RELEASED'
  | 'FULFILLMENT_ORDERS_LINE_ITEMS_PREPARED_FOR_LOCAL_DELIVERY'
  | 'FULFILLMENT_ORDERS_LINE_ITEMS_PREPARED_FOR_PICKUP'
  | 'FULFILLMENT_ORDERS_MANUALLY_REPORTED_PROGRESS_STOPPED'
  | 'FULFILLMENT_ORDERS_MERGED'
  | 'FULFILLMENT_ORDERS_MOVED'
  | 'FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE'
  | 'FULFILLMENT_ORDERS_PLACED_ON_HOLD'
  | 'FULFILLMENT_ORDERS_PROGRESS_REPORTED'
  | 'FULFILLMENT_ORDERS_RESCHEDULED'
  | 'FULFILLMENT_ORDERS_SCHEDULED_FULFILLMENT_ORDER_READY'
  | 'FULFILLMENT_ORDERS_SPLIT'
  | 'INVENTORY_ITEMS_CREATE'
  | 'INVENTORY_ITEMS_DELETE'
  | 'INVENTORY_ITEMS_UPDATE'
  | 'INVENTORY_LEVELS_CONNECT'
  | 'INVENTORY_LEVELS_DISCONNECT'
  | 'INVENTORY_LEVELS_UPDATE'
  | 'INVENTORY_SHIPMENTS_ADD_ITEMS'
  | 'INVENTORY_SHIPMENTS_CREATE'
  | 'INVENTORY_SHIPMENTS_DELETE'
  | 'INVENTORY_SHIPMENTS_MARK_IN_TRANSIT'
  | 'INVENTORY_SHIPMENTS_RECEIVE_ITEMS'
  | 'INVENTORY_SHIPMENTS_REMOVE_ITEMS'
  | 'INVENTORY_SHIPMENTS_UPDATE_ITEM_QUANTITIES'
  | 'INVENTORY_SHIPMENTS_UPDATE_TRACKING'
  | 'INVENTORY_TRANSFERS_ADD_ITEMS'
  | 'INVENTORY_TRANSFERS_CANCEL'
  | 'INVENTORY_TRANSFERS_COMPLETE'
  | 'INVENTORY_TRANSFERS_READY_TO_SHIP'
  | 'INVENTORY_TRANSFERS_REMOVE_ITEMS'
  | 'INVENTORY_TRANSFERS_UPDATED'
  | 'INVENTORY_TRANSFERS_UPDATE_ITEM_QUANTITIES'
  | 'LOCALES_CREATE'
  | 'LOCALES_DESTROY'
  | 'LOCALES_UPDATE'
  | 'LOCATIONS_ACTIVATE'
  | 'LOCATIONS_CREATE'
  | 'LOCATIONS_DEACTIVATE'
  | 'LOCATIONS_DELETE'
  | 'LOCATIONS_UPDATE'
  | 'MARKETS_BACKUP_REGION_UPDATE'
  | 'MARKETS_CREATE'
  | 'MARKETS_DELETE'
  | 'MARKETS_UPDATE'
  | 'METAFIELD_DEFINITIONS_CREATE'
  | 'METAFIELD_DEFINITIONS_DELETE'
  | 'METAFIELD_DEFINITIONS_UPDATE'
  | 'METAOBJECTS_CREATE'
  | 'METAOBJECTS_DELETE'
  | 'METAOBJECTS_UPDATE'
  | 'ORDERS_CANCELLED'
  | 'ORDERS_CREATE'
  | 'ORDERS_DELETE'
  | 'ORDERS_EDITED'
  | 'ORDERS_FULFILLED'
  | 'ORDERS_LINK_REQUESTED'
  | 'ORDERS_PAID'
  | 'ORDERS_PARTIALLY_FULFILLED'
  | 'ORDERS_RISK_ASSESSMENT_CHANGED'
  | 'ORDERS_SHOPIFY_PROTECT_ELIGIBILITY_CHANGED'
  | 'ORDERS_UPDATED'
  | 'ORDER_TRANSACTIONS_CREATE'
  | 'PAYMENT_SCHEDULES_DUE'
  | 'PAYMENT_TERMS_CREATE'
  | 'PAYMENT_TERMS_DELETE'
  | 'PAYMENT_TERMS_UPDATE'
  | 'PRODUCTS_CREATE'
  | 'PRODUCTS_DELETE'
  | 'PRODUCTS_UPDATE'
  | 'PRODUCT_FEEDS_CREATE'
  | 'PRODUCT_FEEDS_FULL_SYNC'
  | 'PRODUCT_FEEDS_FULL_SYNC_FINISH'
  | 'PRODUCT_FEEDS_INCREMENTAL_SYNC'
  | 'PRODUCT_FEEDS_UPDATE'
  | 'PRODUCT_LISTINGS_ADD'
  | 'PRODUCT_LISTINGS_REMOVE'
  | 'PRODUCT_LISTINGS_UPDATE'
  | 'PRODUCT_PUBLICATIONS_CREATE'
  | 'PRODUCT_PUBLICATIONS_DELETE'
  | 'PRODUCT_PUBLICATIONS_UPDATE'
  | 'PROFILES_CREATE'
  | 'PROFILES_DELETE'
  | 'PROFILES_UPDATE'
  | 'REFUNDS_CREATE'
  | 'RETURNS_APPROVE'
  | 'RETURNS_CANCEL'
  | 'RETURNS_CLOSE'
  | 'RETURNS_DECLINE'
  | 'RETURNS_PROCESS'
  | 'RETURNS_REOPEN'
  | 'RETURNS_REQUEST'
  | 'RETURNS_UPDATE'
  | 'REVERSE_DELIVERIES_ATTACH_DELIVERABLE'
  | 'REVERSE_FULFILLMENT_ORDERS_DISPOSE'
  | 'SCHEDULED_PRODUCT_LISTINGS_ADD'
  | 'SCHEDULED_PRODUCT_LISTINGS_REMOVE'
  | 'SCHEDULED_PRODUCT_LISTINGS_UPDATE'
  | 'SEGMENTS_CREATE'
  | 'SEGMENTS_DELETE'
  | 'SEGMENTS_UPDATE'
  | 'SELLING_PLAN_GROUPS_CREATE'
  | 'SELLING_PLAN_GROUPS_DELETE'
  | 'SELLING_PLAN_GROUPS_UPDATE'
  | 'SHIPPING_ADDRESSES_CREATE'
  | 'SHIPPING_ADDRESSES_UPDATE'
  | 'SHOP_UPDATE'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_CHALLENGED'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_FAILURE'
  | 'SUBSCRIPTION_BILLING_ATTEMPTS_SUCCESS'
  | 'SUBSCRIPTION_BILLING_CYCLES_SKIP'
  | 'SUBSCRIPTION_BILLING_CYCLES_UNSKIP'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_CREATE'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_DELETE'
  | 'SUBSCRIPTION_BILLING_CYCLE_EDITS_UPDATE'
  | 'SUBSCRIPTION_CONTRACTS_ACTIVATE'
  | 'SUBSCRIPTION_CONTRACTS_CANCEL'
  | 'SUBSCRIPTION_CONTRACTS_CREATE'
  | 'SUBSCRIPTION_CONTRACTS_EXPIRE'
  | 'SUBSCRIPTION_CONTRACTS_FAIL'
  | 'SUBSCRIPTION_CONTRACTS_PAUSE'
  | 'SUBSCRIPTION_CONTRACTS_UPDATE'
  | 'TAX_SERVICES_CREATE'
  | 'TAX_SERVICES_UPDATE'
  | 'TENDER_TRANSACTIONS_CREATE'
  | 'THEMES_CREATE'
  | 'THEMES_DELETE'
  | 'THEMES_PUBLISH'
  | 'THEMES_UPDATE'
  | 'VARIANTS_IN_STOCK'
  | 'VARIANTS_OUT_OF_STOCK';

export type WeightUnit =
  | 'GRAMS'
  | 'KILOGRAMS'
  | 'OUNCES'
  | 'POUNDS';

export type CompanyLocationFieldsFragment = { id: string, name: string, phone: string | null, billingAddress: { address1: string, address2: string | null, city: string | null, countryCode: CountryCode, phone: string | null, province: string | null, recipient: string | null, zip: string | null, zoneCode: string | null } | null, buyerExperienceConfiguration?: { paymentTermsTemplate: { id: string } | null } | null, taxSettings: { taxRegistrationId: string | null } };

export type CompaniesByIdQueryVariables = Exact<{
  ids: Array<string> | string;
  locations: number;
  withPaymentTerms: boolean;
}>;


export type CompaniesByIdQuery = { nodes: Array<
    | { id: string, name: string, externalId: string | null, note: string | null, createdAt: string, updatedAt: string, mainContact: { id: string, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null } } | null, locations: { nodes: Array<{ id: string, name: string, phone: string | null, billingAddress: { address1: string, address2: string | null, city: string | null, countryCode: CountryCode, phone: string | null, province: string | null, recipient: string | null, zip: string | null, zoneCode: string | null } | null, buyerExperienceConfiguration?: { paymentTermsTemplate: { id: string } | null } | null, taxSettings: { taxRegistrationId: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null> };

export type CompanyLocationPageQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
  withPaymentTerms: boolean;
}>;


export type CompanyLocationPageQuery = { company: { locations: { nodes: Array<{ id: string, name: string, phone: string | null, billingAddress: { address1: string, address2: string | null, city: string | null, countryCode: CountryCode, phone: string | null, province: string | null, recipient: string | null, zip: string | null, zoneCode: string | null } | null, buyerExperienceConfiguration?: { paymentTermsTemplate: { id: string } | null } | null, taxSettings: { taxRegistrationId: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CompanyLocationsByIdQueryVariables = Exact<{
  ids: Array<string> | string;
  withPaymentTerms: boolean;
}>;


export type CompanyLocationsByIdQuery = { nodes: Array<
    | { id: string, name: string, phone: string | null, company: { id: string }, billingAddress: { address1: string, address2: string | null, city: string | null, countryCode: CountryCode, phone: string | null, province: string | null, recipient: string | null, zip: string | null, zoneCode: string | null } | null, buyerExperienceConfiguration?: { paymentTermsTemplate: { id: string } | null } | null, taxSettings: { taxRegistrationId: string | null } }
    | Record<PropertyKey, never>
   | null> };

export type CustomerAddressFieldsFragment = { id: string, company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, countryCodeV2: CountryCode | null, provinceCode: string | null, province: string | null, phone: string | null };

export type CustomersByIdQueryVariables = Exact<{
  ids: Array<string> | string;
  addresses: number;
}>;


export type CustomersByIdQuery = { nodes: Array<
    | { id: string, firstName: string | null, lastName: string | null, taxExempt: boolean, verifiedEmail: boolean, state: CustomerState, note: string | null, tags: Array<string>, createdAt: string, updatedAt: string, defaultEmailAddress: { emailAddress: string, marketingState: CustomerEmailAddressMarketingState } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { id: string } | null, addressesV2: { nodes: Array<{ id: string, company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, countryCodeV2: CountryCode | null, provinceCode: string | null, province: string | null, phone: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null> };

export type CustomerAddressPageQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type CustomerAddressPageQuery = { customer: { addressesV2: { nodes: Array<{ id: string, company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, countryCodeV2: CountryCode | null, provinceCode: string | null, province: string | null, phone: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type StoreLocationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type StoreLocationsQuery = { locations: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FindOrdersQueryVariables = Exact<{
  query: string;
}>;


export type FindOrdersQuery = { orders: { nodes: Array<{ id: string, name: string, createdAt: string, updatedAt: string, test: boolean, confirmed: boolean, fullyPaid: boolean, unpaid: boolean, closed: boolean, cancelledAt: string | null, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, subtotalLineItemsQuantity: number, tags: Array<string>, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, attribution: { displayName: string } | null, displayAddress: { countryCodeV2: CountryCode | null } | null, shippingAddress: { countryCodeV2: CountryCode | null } | null, billingAddress: { countryCodeV2: CountryCode | null } | null, purchasingEntity:
        | { kind: 'Customer' }
        | { kind: 'PurchasingCompany' }
       | null, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult }> }, taxLines: Array<{ channelLiable: boolean | null }>, customAttributes: Array<{ key: string, value: string | null }> }> } };

export type SoldGiftCardsQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;


export type SoldGiftCardsQuery = { giftCards: { nodes: Array<{ id: string, lastCharacters: string, enabled: boolean, expiresOn: string | null, createdAt: string, initialValue: { amount: string, currencyCode: CurrencyCode }, balance: { amount: string }, customer: { id: string } | null, lineItem: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MoneyPairFragment = { shopMoney: { amount: string }, presentmentMoney: { amount: string } };

export type MoneyPairWithCurrencyFragment = { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } };

export type OrderTaxLineFragment = { title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } };

export type OrderAddressFragment = { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null };

export type OrderLineFieldsFragment = { id: string, name: string, title: string, variantTitle: string | null, sku: string | null, vendor: string | null, quantity: number, unfulfilledQuantity: number, isGiftCard: boolean, taxable: boolean, product: { legacyResourceId: string } | null, variant: { legacyResourceId: string } | null, originalUnitPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, customAttributes: Array<{ key: string, value: string | null }>, fulfillmentService: { location: { id: string } | null } | null };

export type OrderShippingLineFieldsFragment = { id: string | null, isRemoved: boolean, title: string, code: string | null, source: string | null, originalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }> };

export type OrderTransactionFieldsFragment = { id: string, kind: OrderTransactionKind, status: OrderTransactionStatus, gateway: string | null, formattedGateway: string | null, manualPaymentGateway: boolean, test: boolean, errorCode: OrderTransactionErrorCode | null, paymentId: string | null, createdAt: string, processedAt: string | null, receiptJson: unknown, amountSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, amountRoundingSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } } | null, paymentDetails:
    | { avsResultCode: string | null, bin: string | null, company: string | null, cvvResultCode: string | null, number: string | null }
    | Record<PropertyKey, never>
   | null };

export type OrderFulfillmentOrderLineFieldsFragment = { id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } };

export type OrderFulfillmentOrderFieldsFragment = { id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, updatedAt: string, assignedLocation: { location: { id: string } | null }, deliveryMethod: { methodType: DeliveryMethodType } | null, lineItems: { nodes: Array<{ id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderFulfillmentLineFieldsFragment = { id: string, quantity: number | null, lineItem: { id: string, isGiftCard: boolean } };

export type OrderFulfillmentFieldsFragment = { id: string, status: FulfillmentStatus, name: string, createdAt: string, updatedAt: string, service: { serviceName: string } | null, trackingInfo: Array<{ number: string | null, company: string | null, url: string | null }>, fulfillmentLineItems: { nodes: Array<{ id: string, quantity: number | null, lineItem: { id: string, isGiftCard: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderImportFieldsFragment = { id: string, name: string, createdAt: string, updatedAt: string, processedAt: string, cancelledAt: string | null, cancelReason: OrderCancelReason | null, closed: boolean, closedAt: string | null, confirmed: boolean, edited: boolean, test: boolean, email: string | null, phone: string | null, note: string | null, poNumber: string | null, tags: Array<string>, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, discountCode: string | null, discountCodes: Array<string>, statusPageUrl: string, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, fullyPaid: boolean, unpaid: boolean, refundable: boolean, taxesIncluded: boolean, taxExempt: boolean, totalWeight: string | null, subtotalLineItemsQuantity: number, currentSubtotalLineItemsQuantity: number, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalTipReceivedSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalShippingPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalDiscountsSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, currentTotalDiscountsSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, currentTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, originalTotalDutiesSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, originalTotalAdditionalFeesSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalCashRoundingAdjustment: { paymentSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, refundSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }, app: { name: string } | null, attribution: { displayName: string } | null, retailLocation: { id: string, name: string } | null, staffMember?: { id: string } | null, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { phone: string | null } | null } | null, purchasingEntity:
    | { kind: 'Customer' }
    | { kind: 'PurchasingCompany' } & { company?: { id: string, name: string, mainContact: { id: string, customer: { id: string, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null } } | null }, location?: { id: string } }
   | null, paymentTerms?: { paymentTermsType: PaymentTermsType, paymentTermsName: string, paymentSchedules: { nodes: Array<{ dueAt: string | null }> } } | null, displayAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, shippingAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, billingAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, customAttributes: Array<{ key: string, value: string | null }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult, provider: { title: string } | null, facts: Array<{ description: string, sentiment: RiskFactSentiment }> }> }, transactions: Array<{ id: string, kind: OrderTransactionKind, status: OrderTransactionStatus, gateway: string | null, formattedGateway: string | null, manualPaymentGateway: boolean, test: boolean, errorCode: OrderTransactionErrorCode | null, paymentId: string | null, createdAt: string, processedAt: string | null, receiptJson: unknown, amountSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, amountRoundingSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } } | null, paymentDetails:
      | { avsResultCode: string | null, bin: string | null, company: string | null, cvvResultCode: string | null, number: string | null }
      | Record<PropertyKey, never>
     | null }>, lineItems: { nodes: Array<{ id: string, name: string, title: string, variantTitle: string | null, sku: string | null, vendor: string | null, quantity: number, unfulfilledQuantity: number, isGiftCard: boolean, taxable: boolean, product: { legacyResourceId: string } | null, variant: { legacyResourceId: string } | null, originalUnitPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, customAttributes: Array<{ key: string, value: string | null }>, fulfillmentService: { location: { id: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, shippingLines: { nodes: Array<{ id: string | null, isRemoved: boolean, title: string, code: string | null, source: string | null, originalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, fulfillmentOrders: { nodes: Array<{ id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, updatedAt: string, assignedLocation: { location: { id: string } | null }, deliveryMethod: { methodType: DeliveryMethodType } | null, lineItems: { nodes: Array<{ id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, fulfillments: Array<{ id: string, status: FulfillmentStatus, name: string, createdAt: string, updatedAt: string, service: { serviceName: string } | null, trackingInfo: Array<{ number: string | null, company: string | null, url: string | null }>, fulfillmentLineItems: { nodes: Array<{ id: string, quantity: number | null, lineItem: { id: string, isGiftCard: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, refunds?: Array<{ id: string, createdAt: string | null, processedAt: string, updatedAt: string, note: string | null, totalRefundedSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, return?: { id: string } | null, transactions: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundLineItems: { nodes: Array<{ id: string | null, quantity: number, restockType: RefundLineItemRestockType, restocked: boolean, lineItem: { id: string }, location: { id: string } | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundShippingLines: { nodes: Array<{ id: string, shippingLine: { id: string | null, title: string }, subtotalAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, taxAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, returns?: { nodes: Array<{ id: string, name: string, status: ReturnStatus, createdAt: string, closedAt: string | null, totalQuantity: number, decline: { reason: ReturnDeclineReason, note: string | null } | null, returnLineItems: { nodes: Array<
          | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null }
          | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null }
        >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string, quantity: number, lineItems: Array<{ id: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reverseFulfillmentOrders: { nodes: Array<{ id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderNodesQueryVariables = Exact<{
  ids: Array<string> | string;
  withStaff: boolean;
  withCompany: boolean;
  withPaymentTerms: boolean;
  withRefunds: boolean;
  withReturns: boolean;
}>;


export type OrderNodesQuery = { nodes: Array<
    | { id: string, name: string, createdAt: string, updatedAt: string, processedAt: string, cancelledAt: string | null, cancelReason: OrderCancelReason | null, closed: boolean, closedAt: string | null, confirmed: boolean, edited: boolean, test: boolean, email: string | null, phone: string | null, note: string | null, poNumber: string | null, tags: Array<string>, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, discountCode: string | null, discountCodes: Array<string>, statusPageUrl: string, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, fullyPaid: boolean, unpaid: boolean, refundable: boolean, taxesIncluded: boolean, taxExempt: boolean, totalWeight: string | null, subtotalLineItemsQuantity: number, currentSubtotalLineItemsQuantity: number, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalTipReceivedSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalShippingPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalDiscountsSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, currentTotalDiscountsSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, currentTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, originalTotalDutiesSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, originalTotalAdditionalFeesSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, totalCashRoundingAdjustment: { paymentSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, refundSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }, app: { name: string } | null, attribution: { displayName: string } | null, retailLocation: { id: string, name: string } | null, staffMember?: { id: string } | null, customer: { id: string, firstName: string | null, lastName: string | null, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null, defaultAddress: { phone: string | null } | null } | null, purchasingEntity:
        | { kind: 'Customer' }
        | { kind: 'PurchasingCompany' } & { company?: { id: string, name: string, mainContact: { id: string, customer: { id: string, defaultEmailAddress: { emailAddress: string } | null, defaultPhoneNumber: { phoneNumber: string } | null } } | null }, location?: { id: string } }
       | null, paymentTerms?: { paymentTermsType: PaymentTermsType, paymentTermsName: string, paymentSchedules: { nodes: Array<{ dueAt: string | null }> } } | null, displayAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, shippingAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, billingAddress: { company: string | null, firstName: string | null, lastName: string | null, address1: string | null, address2: string | null, zip: string | null, city: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null, customAttributes: Array<{ key: string, value: string | null }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult, provider: { title: string } | null, facts: Array<{ description: string, sentiment: RiskFactSentiment }> }> }, transactions: Array<{ id: string, kind: OrderTransactionKind, status: OrderTransactionStatus, gateway: string | null, formattedGateway: string | null, manualPaymentGateway: boolean, test: boolean, errorCode: OrderTransactionErrorCode | null, paymentId: string | null, createdAt: string, processedAt: string | null, receiptJson: unknown, amountSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, amountRoundingSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } } | null, paymentDetails:
          | { avsResultCode: string | null, bin: string | null, company: string | null, cvvResultCode: string | null, number: string | null }
          | Record<PropertyKey, never>
         | null }>, lineItems: { nodes: Array<{ id: string, name: string, title: string, variantTitle: string | null, sku: string | null, vendor: string | null, quantity: number, unfulfilledQuantity: number, isGiftCard: boolean, taxable: boolean, product: { legacyResourceId: string } | null, variant: { legacyResourceId: string } | null, originalUnitPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, customAttributes: Array<{ key: string, value: string | null }>, fulfillmentService: { location: { id: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, shippingLines: { nodes: Array<{ id: string | null, isRemoved: boolean, title: string, code: string | null, source: string | null, originalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, fulfillmentOrders: { nodes: Array<{ id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, updatedAt: string, assignedLocation: { location: { id: string } | null }, deliveryMethod: { methodType: DeliveryMethodType } | null, lineItems: { nodes: Array<{ id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, fulfillments: Array<{ id: string, status: FulfillmentStatus, name: string, createdAt: string, updatedAt: string, service: { serviceName: string } | null, trackingInfo: Array<{ number: string | null, company: string | null, url: string | null }>, fulfillmentLineItems: { nodes: Array<{ id: string, quantity: number | null, lineItem: { id: string, isGiftCard: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, refunds?: Array<{ id: string, createdAt: string | null, processedAt: string, updatedAt: string, note: string | null, totalRefundedSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, return?: { id: string } | null, transactions: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundLineItems: { nodes: Array<{ id: string | null, quantity: number, restockType: RefundLineItemRestockType, restocked: boolean, lineItem: { id: string }, location: { id: string } | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundShippingLines: { nodes: Array<{ id: string, shippingLine: { id: string | null, title: string }, subtotalAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, taxAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, returns?: { nodes: Array<{ id: string, name: string, status: ReturnStatus, createdAt: string, closedAt: string | null, totalQuantity: number, decline: { reason: ReturnDeclineReason, note: string | null } | null, returnLineItems: { nodes: Array<
              | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null }
              | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null }
            >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string, quantity: number, lineItems: Array<{ id: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reverseFulfillmentOrders: { nodes: Array<{ id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null> };

export type OrderLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type OrderLinesPageQuery = { order: { updatedAt: string, lineItems: { nodes: Array<{ id: string, name: string, title: string, variantTitle: string | null, sku: string | null, vendor: string | null, quantity: number, unfulfilledQuantity: number, isGiftCard: boolean, taxable: boolean, product: { legacyResourceId: string } | null, variant: { legacyResourceId: string } | null, originalUnitPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, customAttributes: Array<{ key: string, value: string | null }>, fulfillmentService: { location: { id: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderShippingLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type OrderShippingLinesPageQuery = { order: { updatedAt: string, shippingLines: { nodes: Array<{ id: string | null, isRemoved: boolean, title: string, code: string | null, source: string | null, originalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, discountAllocations: Array<{ allocatedAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, taxLines: Array<{ title: string, rate: number | null, ratePercentage: number | null, channelLiable: boolean | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderFulfillmentOrdersPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type OrderFulfillmentOrdersPageQuery = { order: { updatedAt: string, fulfillmentOrders: { nodes: Array<{ id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, updatedAt: string, assignedLocation: { location: { id: string } | null }, deliveryMethod: { methodType: DeliveryMethodType } | null, lineItems: { nodes: Array<{ id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FulfillmentOrderLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type FulfillmentOrderLinesPageQuery = { fulfillmentOrder: { lineItems: { nodes: Array<{ id: string, totalQuantity: number, remainingQuantity: number, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FulfillmentLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type FulfillmentLinesPageQuery = { fulfillment: { fulfillmentLineItems: { nodes: Array<{ id: string, quantity: number | null, lineItem: { id: string, isGiftCard: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type QueueRowFieldsFragment = { id: string, name: string, createdAt: string, updatedAt: string, test: boolean, confirmed: boolean, fullyPaid: boolean, unpaid: boolean, closed: boolean, cancelledAt: string | null, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, subtotalLineItemsQuantity: number, tags: Array<string>, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, attribution: { displayName: string } | null, displayAddress: { countryCodeV2: CountryCode | null } | null, shippingAddress: { countryCodeV2: CountryCode | null } | null, billingAddress: { countryCodeV2: CountryCode | null } | null, purchasingEntity:
    | { kind: 'Customer' }
    | { kind: 'PurchasingCompany' }
   | null, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult }> }, taxLines: Array<{ channelLiable: boolean | null }>, customAttributes: Array<{ key: string, value: string | null }> };

export type OrdersToImportQueryVariables = Exact<{
  query: string;
  after?: string | null | undefined;
}>;


export type OrdersToImportQuery = { orders: { nodes: Array<{ id: string, name: string, createdAt: string, updatedAt: string, test: boolean, confirmed: boolean, fullyPaid: boolean, unpaid: boolean, closed: boolean, cancelledAt: string | null, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, subtotalLineItemsQuantity: number, tags: Array<string>, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, attribution: { displayName: string } | null, displayAddress: { countryCodeV2: CountryCode | null } | null, shippingAddress: { countryCodeV2: CountryCode | null } | null, billingAddress: { countryCodeV2: CountryCode | null } | null, purchasingEntity:
        | { kind: 'Customer' }
        | { kind: 'PurchasingCompany' }
       | null, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult }> }, taxLines: Array<{ channelLiable: boolean | null }>, customAttributes: Array<{ key: string, value: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrdersToImportByIdsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type OrdersToImportByIdsQuery = { nodes: Array<
    | { id: string, name: string, createdAt: string, updatedAt: string, test: boolean, confirmed: boolean, fullyPaid: boolean, unpaid: boolean, closed: boolean, cancelledAt: string | null, displayFinancialStatus: OrderDisplayFinancialStatus | null, displayFulfillmentStatus: OrderDisplayFulfillmentStatus, returnStatus: OrderReturnStatus, currencyCode: CurrencyCode, presentmentCurrencyCode: CurrencyCode, subtotalLineItemsQuantity: number, tags: Array<string>, totalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } | null, attribution: { displayName: string } | null, displayAddress: { countryCodeV2: CountryCode | null } | null, shippingAddress: { countryCodeV2: CountryCode | null } | null, billingAddress: { countryCodeV2: CountryCode | null } | null, purchasingEntity:
        | { kind: 'Customer' }
        | { kind: 'PurchasingCompany' }
       | null, risk: { assessments: Array<{ riskLevel: RiskAssessmentResult }> }, taxLines: Array<{ channelLiable: boolean | null }>, customAttributes: Array<{ key: string, value: string | null }> }
    | Record<PropertyKey, never>
   | null> };

export type OrderRefundLineFieldsFragment = { id: string | null, quantity: number, restockType: RefundLineItemRestockType, restocked: boolean, lineItem: { id: string }, location: { id: string } | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } };

export type OrderRefundShippingLineFieldsFragment = { id: string, shippingLine: { id: string | null, title: string }, subtotalAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, taxAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } };

export type OrderRefundFieldsFragment = { id: string, createdAt: string | null, processedAt: string, updatedAt: string, note: string | null, totalRefundedSet: { shopMoney: { amount: string, currencyCode: CurrencyCode }, presentmentMoney: { amount: string, currencyCode: CurrencyCode } }, return?: { id: string } | null, transactions: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundLineItems: { nodes: Array<{ id: string | null, quantity: number, restockType: RefundLineItemRestockType, restocked: boolean, lineItem: { id: string }, location: { id: string } | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, refundShippingLines: { nodes: Array<{ id: string, shippingLine: { id: string | null, title: string }, subtotalAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, taxAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type OrderReturnLineFields_ReturnLineItem_Fragment = { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null };

type OrderReturnLineFields_UnverifiedReturnLineItem_Fragment = { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null };

export type OrderReturnLineFieldsFragment =
  | OrderReturnLineFields_ReturnLineItem_Fragment
  | OrderReturnLineFields_UnverifiedReturnLineItem_Fragment
;

export type OrderExchangeLineFieldsFragment = { id: string, quantity: number, lineItems: Array<{ id: string }> | null };

export type OrderReverseLineFieldsFragment = { fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> };

export type OrderReverseFulfillmentOrderFieldsFragment = { id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrderReturnFieldsFragment = { id: string, name: string, status: ReturnStatus, createdAt: string, closedAt: string | null, totalQuantity: number, decline: { reason: ReturnDeclineReason, note: string | null } | null, returnLineItems: { nodes: Array<
      | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null }
      | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string, quantity: number, lineItems: Array<{ id: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reverseFulfillmentOrders: { nodes: Array<{ id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RefundTransactionsPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type RefundTransactionsPageQuery = { refund: { order: { updatedAt: string }, transactions: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RefundLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type RefundLinesPageQuery = { refund: { order: { updatedAt: string }, refundLineItems: { nodes: Array<{ id: string | null, quantity: number, restockType: RefundLineItemRestockType, restocked: boolean, lineItem: { id: string }, location: { id: string } | null, priceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, subtotalSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, totalTaxSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RefundShippingLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type RefundShippingLinesPageQuery = { refund: { order: { updatedAt: string }, refundShippingLines: { nodes: Array<{ id: string, shippingLine: { id: string | null, title: string }, subtotalAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, taxAmountSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderReturnsPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type OrderReturnsPageQuery = { order: { updatedAt: string, returns: { nodes: Array<{ id: string, name: string, status: ReturnStatus, createdAt: string, closedAt: string | null, totalQuantity: number, decline: { reason: ReturnDeclineReason, note: string | null } | null, returnLineItems: { nodes: Array<
            | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null }
            | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null }
          >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, exchangeLineItems: { nodes: Array<{ id: string, quantity: number, lineItems: Array<{ id: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reverseFulfillmentOrders: { nodes: Array<{ id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReturnLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReturnLinesPageQuery = { return: { order: { updatedAt: string }, returnLineItems: { nodes: Array<
        | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'ReturnLineItem', fulfillmentLineItem: { id: string, lineItem: { id: string } }, totalWeight: { unit: WeightUnit, value: number } | null, withCodeDiscountedTotalPriceSet: { shopMoney: { amount: string }, presentmentMoney: { amount: string } }, returnReasonDefinition: { handle: string, name: string } | null }
        | { id: string, quantity: number, processedQuantity: number, refundableQuantity: number, refundedQuantity: number, customerNote: string | null, returnReasonNote: string, kind: 'UnverifiedReturnLineItem', unitPrice: { amount: string, currencyCode: CurrencyCode }, returnReasonDefinition: { handle: string, name: string } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReturnExchangeLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReturnExchangeLinesPageQuery = { return: { order: { updatedAt: string }, exchangeLineItems: { nodes: Array<{ id: string, quantity: number, lineItems: Array<{ id: string }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReturnReverseFulfillmentOrdersPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReturnReverseFulfillmentOrdersPageQuery = { return: { order: { updatedAt: string }, reverseFulfillmentOrders: { nodes: Array<{ id: string, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ReverseFulfillmentOrderLinesPageQueryVariables = Exact<{
  id: string;
  after: string;
}>;


export type ReverseFulfillmentOrderLinesPageQuery = { reverseFulfillmentOrder: { order: { updatedAt: string } | null, lineItems: { nodes: Array<{ fulfillmentLineItem: { id: string, lineItem: { id: string } } | null, dispositions: Array<{ location: { id: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderAttributesByIdQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type OrderAttributesByIdQuery = { nodes: Array<
    | { id: string, customAttributes: Array<{ key: string, value: string | null }> }
    | Record<PropertyKey, never>
   | null> };

export type SetOrderAttributesMutationVariables = Exact<{
  input: OrderInput;
}>;


export type SetOrderAttributesMutation = { orderUpdate: { order: { id: string, updatedAt: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type CloseOrderMutationVariables = Exact<{
  input: OrderCloseInput;
}>;


export type CloseOrderMutation = { orderClose: { order: { id: string, closed: boolean, closedAt: string | null } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type MarkOrderAsPaidMutationVariables = Exact<{
  input: OrderMarkAsPaidInput;
}>;


export type MarkOrderAsPaidMutation = { orderMarkAsPaid: { order: { id: string, fullyPaid: boolean, displayFinancialStatus: OrderDisplayFinancialStatus | null } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type CancelOrderMutationVariables = Exact<{
  orderId: string;
  reason: OrderCancelReason;
  notifyCustomer: boolean;
  restock: boolean;
  refundMethod?: OrderCancelRefundMethodInput | null | undefined;
  staffNote?: string | null | undefined;
}>;


export type CancelOrderMutation = { orderCancel: { job: { id: string, done: boolean } | null, orderCancelUserErrors: Array<{ code: OrderCancelUserErrorCode | null, field: Array<string> | null, message: string }> } | null };

export type VariantsByIdQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type VariantsByIdQuery = { nodes: Array<
    | { id: string, title: string, sku: string | null, barcode: string | null, price: string, taxable: boolean, position: number, updatedAt: string, selectedOptions: Array<{ name: string, value: string }>, inventoryItem: { unitCost: { amount: string } | null }, product: { id: string, title: string, vendor: string, productType: string, status: ProductStatus, hasOnlyDefaultVariant: boolean, updatedAt: string } }
    | Record<PropertyKey, never>
   | null> };

export type PaymentTermsTemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type PaymentTermsTemplatesQuery = { paymentTermsTemplates: Array<{ id: string, name: string, paymentTermsType: PaymentTermsType, dueInDays: number | null, description: string }> };

export type ShipToCountriesQueryVariables = Exact<{ [key: string]: never; }>;


export type ShipToCountriesQuery = { shop: { id: string, shipsToCountries: Array<CountryCode> } };

export type ShopPlanQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopPlanQuery = { shop: { id: string, name: string, myshopifyDomain: string, currencyCode: CurrencyCode, ianaTimezone: string, taxesIncluded: boolean, weightUnit: WeightUnit, plan: { publicDisplayName: string, partnerDevelopment: boolean, shopifyPlus: boolean } } };

export type AppIdQueryVariables = Exact<{ [key: string]: never; }>;


export type AppIdQuery = { app: { id: string } | null };

export type GrantedScopesQueryVariables = Exact<{ [key: string]: never; }>;


export type GrantedScopesQuery = { currentAppInstallation: { accessScopes: Array<{ handle: string }> } };

export type StoreFactsQueryVariables = Exact<{
  uri?: string | null | undefined;
  withWebhooks: boolean;
}>;


export type StoreFactsQuery = { shop: { id: string, currencyCode: CurrencyCode, enabledPresentmentCurrencies: Array<CurrencyCode>, ianaTimezone: string, shipsToCountries: Array<CountryCode> }, currentAppInstallation: { accessScopes: Array<{ handle: string }> }, publicApiVersions: Array<{ handle: string, supported: boolean }>, webhookSubscriptions?: { nodes: Array<{ id: string, topic: WebhookSubscriptionTopic }> } };

export type WebhookSubscriptionsQueryVariables = Exact<{
  topics?: Array<WebhookSubscriptionTopic> | WebhookSubscriptionTopic | null | undefined;
  uri?: string | null | undefined;
}>;


export type WebhookSubscriptionsQuery = { webhookSubscriptions: { nodes: Array<{ id: string, topic: WebhookSubscriptionTopic, uri: string }> } };

export type WebhookSubscriptionCreateMutationVariables = Exact<{
  topic: WebhookSubscriptionTopic;
  webhookSubscription: WebhookSubscriptionInput;
}>;


export type WebhookSubscriptionCreateMutation = { webhookSubscriptionCreate: { webhookSubscription: { id: string, topic: WebhookSubscriptionTopic, uri: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type WebhookSubscriptionDeleteMutationVariables = Exact<{
  id: string;
}>;


export type WebhookSubscriptionDeleteMutation = { webhookSubscriptionDelete: { deletedWebhookSubscriptionId: string | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CompanyLocationFieldsFragmentDoc = new TypedDocumentString(`
    fragment CompanyLocationFields on CompanyLocation {
  id
  name
  phone
  billingAddress {
    address1
    address2
    city
    countryCode
    phone
    province
    recipient
    zip
    zoneCode
  }
  buyerExperienceConfiguration @include(if: $withPaymentTerms) {
    paymentTermsTemplate {
      id
    }
  }
  taxSettings {
    taxRegistrationId
  }
}
    `, {"fragmentName":"CompanyLocationFields"}) as unknown as TypedDocumentString<CompanyLocationFieldsFragment, unknown>;
export const CustomerAddressFieldsFragmentDoc = new TypedDocumentString(`
    fragment CustomerAddressFields on MailingAddress {
  id
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  countryCodeV2
  provinceCode
  province
  phone
}
    `, {"fragmentName":"CustomerAddressFields"}) as unknown as TypedDocumentString<CustomerAddressFieldsFragment, unknown>;
export const MoneyPairFragmentDoc = new TypedDocumentString(`
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
    `, {"fragmentName":"MoneyPair"}) as unknown as TypedDocumentString<MoneyPairFragment, unknown>;
export const OrderAddressFragmentDoc = new TypedDocumentString(`
    fragment OrderAddress on MailingAddress {
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  province
  provinceCode
  countryCodeV2
  phone
}
    `, {"fragmentName":"OrderAddress"}) as unknown as TypedDocumentString<OrderAddressFragment, unknown>;
export const OrderTaxLineFragmentDoc = new TypedDocumentString(`
    fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}`, {"fragmentName":"OrderTaxLine"}) as unknown as TypedDocumentString<OrderTaxLineFragment, unknown>;
export const MoneyPairWithCurrencyFragmentDoc = new TypedDocumentString(`
    fragment MoneyPairWithCurrency on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
  presentmentMoney {
    amount
    currencyCode
  }
}
    `, {"fragmentName":"MoneyPairWithCurrency"}) as unknown as TypedDocumentString<MoneyPairWithCurrencyFragment, unknown>;
export const OrderTransactionFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderTransactionFields on OrderTransaction {
  id
  kind
  status
  gateway
  formattedGateway
  manualPaymentGateway
  test
  errorCode
  paymentId
  createdAt
  processedAt
  receiptJson
  amountSet {
    ...MoneyPairWithCurrency
  }
  amountRoundingSet {
    ...MoneyPairWithCurrency
  }
  paymentDetails {
    ... on CardPaymentDetails {
      avsResultCode
      bin
      company
      cvvResultCode
      number
    }
  }
}
    fragment MoneyPairWithCurrency on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
  presentmentMoney {
    amount
    currencyCode
  }
}`, {"fragmentName":"OrderTransactionFields"}) as unknown as TypedDocumentString<OrderTransactionFieldsFragment, unknown>;
export const OrderLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderLineFields on LineItem {
  id
  name
  title
  variantTitle
  sku
  vendor
  quantity
  unfulfilledQuantity
  isGiftCard
  taxable
  product {
    legacyResourceId
  }
  variant {
    legacyResourceId
  }
  originalUnitPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
  customAttributes {
    key
    value
  }
  fulfillmentService {
    location {
      id
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}`, {"fragmentName":"OrderLineFields"}) as unknown as TypedDocumentString<OrderLineFieldsFragment, unknown>;
export const OrderShippingLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderShippingLineFields on ShippingLine {
  id
  isRemoved
  title
  code
  source
  originalPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}`, {"fragmentName":"OrderShippingLineFields"}) as unknown as TypedDocumentString<OrderShippingLineFieldsFragment, unknown>;
export const OrderFulfillmentOrderLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}
    `, {"fragmentName":"OrderFulfillmentOrderLineFields"}) as unknown as TypedDocumentString<OrderFulfillmentOrderLineFieldsFragment, unknown>;
export const OrderFulfillmentOrderFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFulfillmentOrderFields on FulfillmentOrder {
  id
  status
  requestStatus
  updatedAt
  assignedLocation {
    location {
      id
    }
  }
  deliveryMethod {
    methodType
  }
  lineItems(first: 25) {
    nodes {
      ...OrderFulfillmentOrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}`, {"fragmentName":"OrderFulfillmentOrderFields"}) as unknown as TypedDocumentString<OrderFulfillmentOrderFieldsFragment, unknown>;
export const OrderFulfillmentLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFulfillmentLineFields on FulfillmentLineItem {
  id
  quantity
  lineItem {
    id
    isGiftCard
  }
}
    `, {"fragmentName":"OrderFulfillmentLineFields"}) as unknown as TypedDocumentString<OrderFulfillmentLineFieldsFragment, unknown>;
export const OrderFulfillmentFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFulfillmentFields on Fulfillment {
  id
  status
  name
  createdAt
  updatedAt
  service {
    serviceName
  }
  trackingInfo {
    number
    company
    url
  }
  fulfillmentLineItems(first: 25) {
    nodes {
      ...OrderFulfillmentLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderFulfillmentLineFields on FulfillmentLineItem {
  id
  quantity
  lineItem {
    id
    isGiftCard
  }
}`, {"fragmentName":"OrderFulfillmentFields"}) as unknown as TypedDocumentString<OrderFulfillmentFieldsFragment, unknown>;
export const OrderRefundLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderRefundLineFields on RefundLineItem {
  id
  quantity
  restockType
  restocked
  lineItem {
    id
  }
  location {
    id
  }
  priceSet {
    ...MoneyPair
  }
  subtotalSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}`, {"fragmentName":"OrderRefundLineFields"}) as unknown as TypedDocumentString<OrderRefundLineFieldsFragment, unknown>;
export const OrderRefundShippingLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderRefundShippingLineFields on RefundShippingLine {
  id
  shippingLine {
    id
    title
  }
  subtotalAmountSet {
    ...MoneyPair
  }
  taxAmountSet {
    ...MoneyPair
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}`, {"fragmentName":"OrderRefundShippingLineFields"}) as unknown as TypedDocumentString<OrderRefundShippingLineFieldsFragment, unknown>;
export const OrderRefundFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderRefundFields on Refund {
  id
  createdAt
  processedAt
  updatedAt
  note
  totalRefundedSet {
    ...MoneyPairWithCurrency
  }
  return @include(if: $withReturns) {
    id
  }
  transactions(first: 4) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundLineItems(first: 10) {
    nodes {
      ...OrderRefundLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundShippingLines(first: 2) {
    nodes {
      ...OrderRefundShippingLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment MoneyPairWithCurrency on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
  presentmentMoney {
    amount
    currencyCode
  }
}
fragment OrderRefundLineFields on RefundLineItem {
  id
  quantity
  restockType
  restocked
  lineItem {
    id
  }
  location {
    id
  }
  priceSet {
    ...MoneyPair
  }
  subtotalSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
}
fragment OrderRefundShippingLineFields on RefundShippingLine {
  id
  shippingLine {
    id
    title
  }
  subtotalAmountSet {
    ...MoneyPair
  }
  taxAmountSet {
    ...MoneyPair
  }
}`, {"fragmentName":"OrderRefundFields"}) as unknown as TypedDocumentString<OrderRefundFieldsFragment, unknown>;
export const OrderReturnLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}`, {"fragmentName":"OrderReturnLineFields"}) as unknown as TypedDocumentString<OrderReturnLineFieldsFragment, unknown>;
export const OrderExchangeLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}
    `, {"fragmentName":"OrderExchangeLineFields"}) as unknown as TypedDocumentString<OrderExchangeLineFieldsFragment, unknown>;
export const OrderReverseLineFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
    `, {"fragmentName":"OrderReverseLineFields"}) as unknown as TypedDocumentString<OrderReverseLineFieldsFragment, unknown>;
export const OrderReverseFulfillmentOrderFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}`, {"fragmentName":"OrderReverseFulfillmentOrderFields"}) as unknown as TypedDocumentString<OrderReverseFulfillmentOrderFieldsFragment, unknown>;
export const OrderReturnFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderReturnFields on Return {
  id
  name
  status
  createdAt
  closedAt
  totalQuantity
  decline {
    reason
    note
  }
  returnLineItems(first: 5) {
    nodes {
      ...OrderReturnLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  exchangeLineItems(first: 5) {
    nodes {
      ...OrderExchangeLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  reverseFulfillmentOrders(first: 1) {
    nodes {
      ...OrderReverseFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}
fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}
fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`, {"fragmentName":"OrderReturnFields"}) as unknown as TypedDocumentString<OrderReturnFieldsFragment, unknown>;
export const OrderImportFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderImportFields on Order {
  id
  name
  createdAt
  updatedAt
  processedAt
  cancelledAt
  cancelReason
  closed
  closedAt
  confirmed
  edited
  test
  email
  phone
  note
  poNumber
  tags
  currencyCode
  presentmentCurrencyCode
  discountCode
  discountCodes
  statusPageUrl
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  fullyPaid
  unpaid
  refundable
  taxesIncluded
  taxExempt
  totalWeight
  subtotalLineItemsQuantity
  currentSubtotalLineItemsQuantity
  totalPriceSet {
    ...MoneyPair
  }
  subtotalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  totalTipReceivedSet {
    ...MoneyPair
  }
  totalShippingPriceSet {
    ...MoneyPair
  }
  totalDiscountsSet {
    ...MoneyPair
  }
  currentTotalDiscountsSet {
    ...MoneyPair
  }
  currentTotalPriceSet {
    ...MoneyPair
  }
  originalTotalDutiesSet {
    ...MoneyPair
  }
  originalTotalAdditionalFeesSet {
    ...MoneyPair
  }
  totalCashRoundingAdjustment {
    paymentSet {
      ...MoneyPair
    }
    refundSet {
      ...MoneyPair
    }
  }
  app {
    name
  }
  attribution {
    displayName
  }
  retailLocation {
    id
    name
  }
  staffMember @include(if: $withStaff) {
    id
  }
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      phone
    }
  }
  purchasingEntity {
    kind: __typename
    ... on PurchasingCompany @include(if: $withCompany) {
      company {
        id
        name
        mainContact {
          id
          customer {
            id
            defaultEmailAddress {
              emailAddress
            }
            defaultPhoneNumber {
              phoneNumber
            }
          }
        }
      }
      location {
        id
      }
    }
  }
  paymentTerms @include(if: $withPaymentTerms) {
    paymentTermsType
    paymentTermsName
    paymentSchedules(first: 1) {
      nodes {
        dueAt
      }
    }
  }
  displayAddress {
    ...OrderAddress
  }
  shippingAddress {
    ...OrderAddress
  }
  billingAddress {
    ...OrderAddress
  }
  customAttributes {
    key
    value
  }
  taxLines {
    ...OrderTaxLine
  }
  risk {
    assessments {
      riskLevel
      provider {
        title
      }
      facts {
        description
        sentiment
      }
    }
  }
  transactions {
    ...OrderTransactionFields
  }
  lineItems(first: 25) {
    nodes {
      ...OrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  shippingLines(first: 4, includeRemovals: true) {
    nodes {
      ...OrderShippingLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  fulfillmentOrders(first: 2) {
    nodes {
      ...OrderFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  fulfillments {
    ...OrderFulfillmentFields
  }
  refunds @include(if: $withRefunds) {
    ...OrderRefundFields
  }
  returns(first: 2) @include(if: $withReturns) {
    nodes {
      ...OrderReturnFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment MoneyPairWithCurrency on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
  presentmentMoney {
    amount
    currencyCode
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}
fragment OrderAddress on MailingAddress {
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  province
  provinceCode
  countryCodeV2
  phone
}
fragment OrderLineFields on LineItem {
  id
  name
  title
  variantTitle
  sku
  vendor
  quantity
  unfulfilledQuantity
  isGiftCard
  taxable
  product {
    legacyResourceId
  }
  variant {
    legacyResourceId
  }
  originalUnitPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
  customAttributes {
    key
    value
  }
  fulfillmentService {
    location {
      id
    }
  }
}
fragment OrderShippingLineFields on ShippingLine {
  id
  isRemoved
  title
  code
  source
  originalPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
}
fragment OrderTransactionFields on OrderTransaction {
  id
  kind
  status
  gateway
  formattedGateway
  manualPaymentGateway
  test
  errorCode
  paymentId
  createdAt
  processedAt
  receiptJson
  amountSet {
    ...MoneyPairWithCurrency
  }
  amountRoundingSet {
    ...MoneyPairWithCurrency
  }
  paymentDetails {
    ... on CardPaymentDetails {
      avsResultCode
      bin
      company
      cvvResultCode
      number
    }
  }
}
fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}
fragment OrderFulfillmentOrderFields on FulfillmentOrder {
  id
  status
  requestStatus
  updatedAt
  assignedLocation {
    location {
      id
    }
  }
  deliveryMethod {
    methodType
  }
  lineItems(first: 25) {
    nodes {
      ...OrderFulfillmentOrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderFulfillmentLineFields on FulfillmentLineItem {
  id
  quantity
  lineItem {
    id
    isGiftCard
  }
}
fragment OrderFulfillmentFields on Fulfillment {
  id
  status
  name
  createdAt
  updatedAt
  service {
    serviceName
  }
  trackingInfo {
    number
    company
    url
  }
  fulfillmentLineItems(first: 25) {
    nodes {
      ...OrderFulfillmentLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderRefundLineFields on RefundLineItem {
  id
  quantity
  restockType
  restocked
  lineItem {
    id
  }
  location {
    id
  }
  priceSet {
    ...MoneyPair
  }
  subtotalSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
}
fragment OrderRefundShippingLineFields on RefundShippingLine {
  id
  shippingLine {
    id
    title
  }
  subtotalAmountSet {
    ...MoneyPair
  }
  taxAmountSet {
    ...MoneyPair
  }
}
fragment OrderRefundFields on Refund {
  id
  createdAt
  processedAt
  updatedAt
  note
  totalRefundedSet {
    ...MoneyPairWithCurrency
  }
  return @include(if: $withReturns) {
    id
  }
  transactions(first: 4) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundLineItems(first: 10) {
    nodes {
      ...OrderRefundLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundShippingLines(first: 2) {
    nodes {
      ...OrderRefundShippingLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}
fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}
fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderReturnFields on Return {
  id
  name
  status
  createdAt
  closedAt
  totalQuantity
  decline {
    reason
    note
  }
  returnLineItems(first: 5) {
    nodes {
      ...OrderReturnLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  exchangeLineItems(first: 5) {
    nodes {
      ...OrderExchangeLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  reverseFulfillmentOrders(first: 1) {
    nodes {
      ...OrderReverseFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`, {"fragmentName":"OrderImportFields"}) as unknown as TypedDocumentString<OrderImportFieldsFragment, unknown>;
export const QueueRowFieldsFragmentDoc = new TypedDocumentString(`
    fragment QueueRowFields on Order {
  id
  name
  createdAt
  updatedAt
  test
  confirmed
  fullyPaid
  unpaid
  closed
  cancelledAt
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  currencyCode
  presentmentCurrencyCode
  subtotalLineItemsQuantity
  tags
  totalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  attribution {
    displayName
  }
  displayAddress {
    countryCodeV2
  }
  shippingAddress {
    countryCodeV2
  }
  billingAddress {
    countryCodeV2
  }
  purchasingEntity {
    kind: __typename
  }
  risk {
    assessments {
      riskLevel
    }
  }
  taxLines {
    channelLiable
  }
  customAttributes {
    key
    value
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}`, {"fragmentName":"QueueRowFields"}) as unknown as TypedDocumentString<QueueRowFieldsFragment, unknown>;
export const CompaniesByIdDocument = new TypedDocumentString(`
    query CompaniesById($ids: [ID!]!, $locations: Int!, $withPaymentTerms: Boolean!) {
  nodes(ids: $ids) {
    ... on Company {
      id
      name
      externalId
      note
      createdAt
      updatedAt
      mainContact {
        id
        customer {
          id
          firstName
          lastName
          defaultEmailAddress {
            emailAddress
          }
          defaultPhoneNumber {
            phoneNumber
          }
        }
      }
      locations(first: $locations) {
        nodes {
          ...CompanyLocationFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment CompanyLocationFields on CompanyLocation {
  id
  name
  phone
  billingAddress {
    address1
    address2
    city
    countryCode
    phone
    province
    recipient
    zip
    zoneCode
  }
  buyerExperienceConfiguration @include(if: $withPaymentTerms) {
    paymentTermsTemplate {
      id
    }
  }
  taxSettings {
    taxRegistrationId
  }
}`) as unknown as TypedDocumentString<CompaniesByIdQuery, CompaniesByIdQueryVariables>;
export const CompanyLocationPageDocument = new TypedDocumentString(`
    query CompanyLocationPage($id: ID!, $first: Int!, $after: String, $withPaymentTerms: Boolean!) {
  company(id: $id) {
    locations(first: $first, after: $after) {
      nodes {
        ...CompanyLocationFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment CompanyLocationFields on CompanyLocation {
  id
  name
  phone
  billingAddress {
    address1
    address2
    city
    countryCode
    phone
    province
    recipient
    zip
    zoneCode
  }
  buyerExperienceConfiguration @include(if: $withPaymentTerms) {
    paymentTermsTemplate {
      id
    }
  }
  taxSettings {
    taxRegistrationId
  }
}`) as unknown as TypedDocumentString<CompanyLocationPageQuery, CompanyLocationPageQueryVariables>;
export const CompanyLocationsByIdDocument = new TypedDocumentString(`
    query CompanyLocationsById($ids: [ID!]!, $withPaymentTerms: Boolean!) {
  nodes(ids: $ids) {
    ... on CompanyLocation {
      ...CompanyLocationFields
      company {
        id
      }
    }
  }
}
    fragment CompanyLocationFields on CompanyLocation {
  id
  name
  phone
  billingAddress {
    address1
    address2
    city
    countryCode
    phone
    province
    recipient
    zip
    zoneCode
  }
  buyerExperienceConfiguration @include(if: $withPaymentTerms) {
    paymentTermsTemplate {
      id
    }
  }
  taxSettings {
    taxRegistrationId
  }
}`) as unknown as TypedDocumentString<CompanyLocationsByIdQuery, CompanyLocationsByIdQueryVariables>;
export const CustomersByIdDocument = new TypedDocumentString(`
    query CustomersById($ids: [ID!]!, $addresses: Int!) {
  nodes(ids: $ids) {
    ... on Customer {
      id
      firstName
      lastName
      defaultEmailAddress {
        emailAddress
        marketingState
      }
      defaultPhoneNumber {
        phoneNumber
      }
      taxExempt
      verifiedEmail
      state
      note
      tags
      createdAt
      updatedAt
      defaultAddress {
        id
      }
      addressesV2(first: $addresses) {
        nodes {
          ...CustomerAddressFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment CustomerAddressFields on MailingAddress {
  id
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  countryCodeV2
  provinceCode
  province
  phone
}`) as unknown as TypedDocumentString<CustomersByIdQuery, CustomersByIdQueryVariables>;
export const CustomerAddressPageDocument = new TypedDocumentString(`
    query CustomerAddressPage($id: ID!, $first: Int!, $after: String) {
  customer(id: $id) {
    addressesV2(first: $first, after: $after) {
      nodes {
        ...CustomerAddressFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment CustomerAddressFields on MailingAddress {
  id
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  countryCodeV2
  provinceCode
  province
  phone
}`) as unknown as TypedDocumentString<CustomerAddressPageQuery, CustomerAddressPageQueryVariables>;
export const StoreLocationsDocument = new TypedDocumentString(`
    query StoreLocations($after: String) {
  locations(first: 100, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<StoreLocationsQuery, StoreLocationsQueryVariables>;
export const FindOrdersDocument = new TypedDocumentString(`
    query FindOrders($query: String!) {
  orders(first: 5, query: $query) {
    nodes {
      ...QueueRowFields
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment QueueRowFields on Order {
  id
  name
  createdAt
  updatedAt
  test
  confirmed
  fullyPaid
  unpaid
  closed
  cancelledAt
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  currencyCode
  presentmentCurrencyCode
  subtotalLineItemsQuantity
  tags
  totalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  attribution {
    displayName
  }
  displayAddress {
    countryCodeV2
  }
  shippingAddress {
    countryCodeV2
  }
  billingAddress {
    countryCodeV2
  }
  purchasingEntity {
    kind: __typename
  }
  risk {
    assessments {
      riskLevel
    }
  }
  taxLines {
    channelLiable
  }
  customAttributes {
    key
    value
  }
}`) as unknown as TypedDocumentString<FindOrdersQuery, FindOrdersQueryVariables>;
export const SoldGiftCardsDocument = new TypedDocumentString(`
    query SoldGiftCards($query: String!, $after: String) {
  giftCards(first: 250, after: $after, query: $query) {
    nodes {
      id
      lastCharacters
      initialValue {
        amount
        currencyCode
      }
      balance {
        amount
      }
      enabled
      expiresOn
      createdAt
      customer {
        id
      }
      lineItem {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SoldGiftCardsQuery, SoldGiftCardsQueryVariables>;
export const OrderNodesDocument = new TypedDocumentString(`
    query OrderNodes($ids: [ID!]!, $withStaff: Boolean!, $withCompany: Boolean!, $withPaymentTerms: Boolean!, $withRefunds: Boolean!, $withReturns: Boolean!) {
  nodes(ids: $ids) {
    ... on Order {
      ...OrderImportFields
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment MoneyPairWithCurrency on MoneyBag {
  shopMoney {
    amount
    currencyCode
  }
  presentmentMoney {
    amount
    currencyCode
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}
fragment OrderAddress on MailingAddress {
  company
  firstName
  lastName
  address1
  address2
  zip
  city
  province
  provinceCode
  countryCodeV2
  phone
}
fragment OrderLineFields on LineItem {
  id
  name
  title
  variantTitle
  sku
  vendor
  quantity
  unfulfilledQuantity
  isGiftCard
  taxable
  product {
    legacyResourceId
  }
  variant {
    legacyResourceId
  }
  originalUnitPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
  customAttributes {
    key
    value
  }
  fulfillmentService {
    location {
      id
    }
  }
}
fragment OrderShippingLineFields on ShippingLine {
  id
  isRemoved
  title
  code
  source
  originalPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
}
fragment OrderTransactionFields on OrderTransaction {
  id
  kind
  status
  gateway
  formattedGateway
  manualPaymentGateway
  test
  errorCode
  paymentId
  createdAt
  processedAt
  receiptJson
  amountSet {
    ...MoneyPairWithCurrency
  }
  amountRoundingSet {
    ...MoneyPairWithCurrency
  }
  paymentDetails {
    ... on CardPaymentDetails {
      avsResultCode
      bin
      company
      cvvResultCode
      number
    }
  }
}
fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}
fragment OrderFulfillmentOrderFields on FulfillmentOrder {
  id
  status
  requestStatus
  updatedAt
  assignedLocation {
    location {
      id
    }
  }
  deliveryMethod {
    methodType
  }
  lineItems(first: 25) {
    nodes {
      ...OrderFulfillmentOrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderFulfillmentLineFields on FulfillmentLineItem {
  id
  quantity
  lineItem {
    id
    isGiftCard
  }
}
fragment OrderFulfillmentFields on Fulfillment {
  id
  status
  name
  createdAt
  updatedAt
  service {
    serviceName
  }
  trackingInfo {
    number
    company
    url
  }
  fulfillmentLineItems(first: 25) {
    nodes {
      ...OrderFulfillmentLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderImportFields on Order {
  id
  name
  createdAt
  updatedAt
  processedAt
  cancelledAt
  cancelReason
  closed
  closedAt
  confirmed
  edited
  test
  email
  phone
  note
  poNumber
  tags
  currencyCode
  presentmentCurrencyCode
  discountCode
  discountCodes
  statusPageUrl
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  fullyPaid
  unpaid
  refundable
  taxesIncluded
  taxExempt
  totalWeight
  subtotalLineItemsQuantity
  currentSubtotalLineItemsQuantity
  totalPriceSet {
    ...MoneyPair
  }
  subtotalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  totalTipReceivedSet {
    ...MoneyPair
  }
  totalShippingPriceSet {
    ...MoneyPair
  }
  totalDiscountsSet {
    ...MoneyPair
  }
  currentTotalDiscountsSet {
    ...MoneyPair
  }
  currentTotalPriceSet {
    ...MoneyPair
  }
  originalTotalDutiesSet {
    ...MoneyPair
  }
  originalTotalAdditionalFeesSet {
    ...MoneyPair
  }
  totalCashRoundingAdjustment {
    paymentSet {
      ...MoneyPair
    }
    refundSet {
      ...MoneyPair
    }
  }
  app {
    name
  }
  attribution {
    displayName
  }
  retailLocation {
    id
    name
  }
  staffMember @include(if: $withStaff) {
    id
  }
  customer {
    id
    firstName
    lastName
    defaultEmailAddress {
      emailAddress
    }
    defaultPhoneNumber {
      phoneNumber
    }
    defaultAddress {
      phone
    }
  }
  purchasingEntity {
    kind: __typename
    ... on PurchasingCompany @include(if: $withCompany) {
      company {
        id
        name
        mainContact {
          id
          customer {
            id
            defaultEmailAddress {
              emailAddress
            }
            defaultPhoneNumber {
              phoneNumber
            }
          }
        }
      }
      location {
        id
      }
    }
  }
  paymentTerms @include(if: $withPaymentTerms) {
    paymentTermsType
    paymentTermsName
    paymentSchedules(first: 1) {
      nodes {
        dueAt
      }
    }
  }
  displayAddress {
    ...OrderAddress
  }
  shippingAddress {
    ...OrderAddress
  }
  billingAddress {
    ...OrderAddress
  }
  customAttributes {
    key
    value
  }
  taxLines {
    ...OrderTaxLine
  }
  risk {
    assessments {
      riskLevel
      provider {
        title
      }
      facts {
        description
        sentiment
      }
    }
  }
  transactions {
    ...OrderTransactionFields
  }
  lineItems(first: 25) {
    nodes {
      ...OrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  shippingLines(first: 4, includeRemovals: true) {
    nodes {
      ...OrderShippingLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  fulfillmentOrders(first: 2) {
    nodes {
      ...OrderFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  fulfillments {
    ...OrderFulfillmentFields
  }
  refunds @include(if: $withRefunds) {
    ...OrderRefundFields
  }
  returns(first: 2) @include(if: $withReturns) {
    nodes {
      ...OrderReturnFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderRefundLineFields on RefundLineItem {
  id
  quantity
  restockType
  restocked
  lineItem {
    id
  }
  location {
    id
  }
  priceSet {
    ...MoneyPair
  }
  subtotalSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
}
fragment OrderRefundShippingLineFields on RefundShippingLine {
  id
  shippingLine {
    id
    title
  }
  subtotalAmountSet {
    ...MoneyPair
  }
  taxAmountSet {
    ...MoneyPair
  }
}
fragment OrderRefundFields on Refund {
  id
  createdAt
  processedAt
  updatedAt
  note
  totalRefundedSet {
    ...MoneyPairWithCurrency
  }
  return @include(if: $withReturns) {
    id
  }
  transactions(first: 4) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundLineItems(first: 10) {
    nodes {
      ...OrderRefundLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  refundShippingLines(first: 2) {
    nodes {
      ...OrderRefundShippingLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}
fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}
fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderReturnFields on Return {
  id
  name
  status
  createdAt
  closedAt
  totalQuantity
  decline {
    reason
    note
  }
  returnLineItems(first: 5) {
    nodes {
      ...OrderReturnLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  exchangeLineItems(first: 5) {
    nodes {
      ...OrderExchangeLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  reverseFulfillmentOrders(first: 1) {
    nodes {
      ...OrderReverseFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`) as unknown as TypedDocumentString<OrderNodesQuery, OrderNodesQueryVariables>;
export const OrderLinesPageDocument = new TypedDocumentString(`
    query OrderLinesPage($id: ID!, $after: String!) {
  order(id: $id) {
    updatedAt
    lineItems(first: 250, after: $after) {
      nodes {
        ...OrderLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}
fragment OrderLineFields on LineItem {
  id
  name
  title
  variantTitle
  sku
  vendor
  quantity
  unfulfilledQuantity
  isGiftCard
  taxable
  product {
    legacyResourceId
  }
  variant {
    legacyResourceId
  }
  originalUnitPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
  customAttributes {
    key
    value
  }
  fulfillmentService {
    location {
      id
    }
  }
}`) as unknown as TypedDocumentString<OrderLinesPageQuery, OrderLinesPageQueryVariables>;
export const OrderShippingLinesPageDocument = new TypedDocumentString(`
    query OrderShippingLinesPage($id: ID!, $after: String!) {
  order(id: $id) {
    updatedAt
    shippingLines(first: 50, after: $after, includeRemovals: true) {
      nodes {
        ...OrderShippingLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderTaxLine on TaxLine {
  title
  rate
  ratePercentage
  channelLiable
  priceSet {
    ...MoneyPair
  }
}
fragment OrderShippingLineFields on ShippingLine {
  id
  isRemoved
  title
  code
  source
  originalPriceSet {
    ...MoneyPair
  }
  discountAllocations {
    allocatedAmountSet {
      ...MoneyPair
    }
  }
  taxLines {
    ...OrderTaxLine
  }
}`) as unknown as TypedDocumentString<OrderShippingLinesPageQuery, OrderShippingLinesPageQueryVariables>;
export const OrderFulfillmentOrdersPageDocument = new TypedDocumentString(`
    query OrderFulfillmentOrdersPage($id: ID!, $after: String!) {
  order(id: $id) {
    updatedAt
    fulfillmentOrders(first: 25, after: $after) {
      nodes {
        ...OrderFulfillmentOrderFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}
fragment OrderFulfillmentOrderFields on FulfillmentOrder {
  id
  status
  requestStatus
  updatedAt
  assignedLocation {
    location {
      id
    }
  }
  deliveryMethod {
    methodType
  }
  lineItems(first: 25) {
    nodes {
      ...OrderFulfillmentOrderLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`) as unknown as TypedDocumentString<OrderFulfillmentOrdersPageQuery, OrderFulfillmentOrdersPageQueryVariables>;
export const FulfillmentOrderLinesPageDocument = new TypedDocumentString(`
    query FulfillmentOrderLinesPage($id: ID!, $after: String!) {
  fulfillmentOrder(id: $id) {
    lineItems(first: 250, after: $after) {
      nodes {
        ...OrderFulfillmentOrderLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderFulfillmentOrderLineFields on FulfillmentOrderLineItem {
  id
  totalQuantity
  remainingQuantity
  lineItem {
    id
  }
}`) as unknown as TypedDocumentString<FulfillmentOrderLinesPageQuery, FulfillmentOrderLinesPageQueryVariables>;
export const FulfillmentLinesPageDocument = new TypedDocumentString(`
    query FulfillmentLinesPage($id: ID!, $after: String!) {
  fulfillment(id: $id) {
    fulfillmentLineItems(first: 250, after: $after) {
      nodes {
        ...OrderFulfillmentLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderFulfillmentLineFields on FulfillmentLineItem {
  id
  quantity
  lineItem {
    id
    isGiftCard
  }
}`) as unknown as TypedDocumentString<FulfillmentLinesPageQuery, FulfillmentLinesPageQueryVariables>;
export const OrdersToImportDocument = new TypedDocumentString(`
    query OrdersToImport($query: String!, $after: String) {
  orders(first: 250, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      ...QueueRowFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment QueueRowFields on Order {
  id
  name
  createdAt
  updatedAt
  test
  confirmed
  fullyPaid
  unpaid
  closed
  cancelledAt
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  currencyCode
  presentmentCurrencyCode
  subtotalLineItemsQuantity
  tags
  totalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  attribution {
    displayName
  }
  displayAddress {
    countryCodeV2
  }
  shippingAddress {
    countryCodeV2
  }
  billingAddress {
    countryCodeV2
  }
  purchasingEntity {
    kind: __typename
  }
  risk {
    assessments {
      riskLevel
    }
  }
  taxLines {
    channelLiable
  }
  customAttributes {
    key
    value
  }
}`) as unknown as TypedDocumentString<OrdersToImportQuery, OrdersToImportQueryVariables>;
export const OrdersToImportByIdsDocument = new TypedDocumentString(`
    query OrdersToImportByIds($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      ...QueueRowFields
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment QueueRowFields on Order {
  id
  name
  createdAt
  updatedAt
  test
  confirmed
  fullyPaid
  unpaid
  closed
  cancelledAt
  displayFinancialStatus
  displayFulfillmentStatus
  returnStatus
  currencyCode
  presentmentCurrencyCode
  subtotalLineItemsQuantity
  tags
  totalPriceSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
  attribution {
    displayName
  }
  displayAddress {
    countryCodeV2
  }
  shippingAddress {
    countryCodeV2
  }
  billingAddress {
    countryCodeV2
  }
  purchasingEntity {
    kind: __typename
  }
  risk {
    assessments {
      riskLevel
    }
  }
  taxLines {
    channelLiable
  }
  customAttributes {
    key
    value
  }
}`) as unknown as TypedDocumentString<OrdersToImportByIdsQuery, OrdersToImportByIdsQueryVariables>;
export const RefundTransactionsPageDocument = new TypedDocumentString(`
    query RefundTransactionsPage($id: ID!, $after: String!) {
  refund(id: $id) {
    order {
      updatedAt
    }
    transactions(first: 250, after: $after) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefundTransactionsPageQuery, RefundTransactionsPageQueryVariables>;
export const RefundLinesPageDocument = new TypedDocumentString(`
    query RefundLinesPage($id: ID!, $after: String!) {
  refund(id: $id) {
    order {
      updatedAt
    }
    refundLineItems(first: 250, after: $after) {
      nodes {
        ...OrderRefundLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderRefundLineFields on RefundLineItem {
  id
  quantity
  restockType
  restocked
  lineItem {
    id
  }
  location {
    id
  }
  priceSet {
    ...MoneyPair
  }
  subtotalSet {
    ...MoneyPair
  }
  totalTaxSet {
    ...MoneyPair
  }
}`) as unknown as TypedDocumentString<RefundLinesPageQuery, RefundLinesPageQueryVariables>;
export const RefundShippingLinesPageDocument = new TypedDocumentString(`
    query RefundShippingLinesPage($id: ID!, $after: String!) {
  refund(id: $id) {
    order {
      updatedAt
    }
    refundShippingLines(first: 50, after: $after) {
      nodes {
        ...OrderRefundShippingLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderRefundShippingLineFields on RefundShippingLine {
  id
  shippingLine {
    id
    title
  }
  subtotalAmountSet {
    ...MoneyPair
  }
  taxAmountSet {
    ...MoneyPair
  }
}`) as unknown as TypedDocumentString<RefundShippingLinesPageQuery, RefundShippingLinesPageQueryVariables>;
export const OrderReturnsPageDocument = new TypedDocumentString(`
    query OrderReturnsPage($id: ID!, $after: String!) {
  order(id: $id) {
    updatedAt
    returns(first: 10, after: $after) {
      nodes {
        ...OrderReturnFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}
fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}
fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
fragment OrderReturnFields on Return {
  id
  name
  status
  createdAt
  closedAt
  totalQuantity
  decline {
    reason
    note
  }
  returnLineItems(first: 5) {
    nodes {
      ...OrderReturnLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  exchangeLineItems(first: 5) {
    nodes {
      ...OrderExchangeLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  reverseFulfillmentOrders(first: 1) {
    nodes {
      ...OrderReverseFulfillmentOrderFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`) as unknown as TypedDocumentString<OrderReturnsPageQuery, OrderReturnsPageQueryVariables>;
export const ReturnLinesPageDocument = new TypedDocumentString(`
    query ReturnLinesPage($id: ID!, $after: String!) {
  return(id: $id) {
    order {
      updatedAt
    }
    returnLineItems(first: 250, after: $after) {
      nodes {
        ...OrderReturnLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoneyPair on MoneyBag {
  shopMoney {
    amount
  }
  presentmentMoney {
    amount
  }
}
fragment OrderReturnLineFields on ReturnLineItemType {
  kind: __typename
  id
  quantity
  processedQuantity
  refundableQuantity
  refundedQuantity
  customerNote
  returnReasonNote
  returnReasonDefinition {
    handle
    name
  }
  ... on ReturnLineItem {
    fulfillmentLineItem {
      id
      lineItem {
        id
      }
    }
    totalWeight {
      unit
      value
    }
    withCodeDiscountedTotalPriceSet {
      ...MoneyPair
    }
  }
  ... on UnverifiedReturnLineItem {
    unitPrice {
      amount
      currencyCode
    }
  }
}`) as unknown as TypedDocumentString<ReturnLinesPageQuery, ReturnLinesPageQueryVariables>;
export const ReturnExchangeLinesPageDocument = new TypedDocumentString(`
    query ReturnExchangeLinesPage($id: ID!, $after: String!) {
  return(id: $id) {
    order {
      updatedAt
    }
    exchangeLineItems(first: 250, after: $after) {
      nodes {
        ...OrderExchangeLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderExchangeLineFields on ExchangeLineItem {
  id
  quantity
  lineItems {
    id
  }
}`) as unknown as TypedDocumentString<ReturnExchangeLinesPageQuery, ReturnExchangeLinesPageQueryVariables>;
export const ReturnReverseFulfillmentOrdersPageDocument = new TypedDocumentString(`
    query ReturnReverseFulfillmentOrdersPage($id: ID!, $after: String!) {
  return(id: $id) {
    order {
      updatedAt
    }
    reverseFulfillmentOrders(first: 10, after: $after) {
      nodes {
        ...OrderReverseFulfillmentOrderFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}
fragment OrderReverseFulfillmentOrderFields on ReverseFulfillmentOrder {
  id
  lineItems(first: 5) {
    nodes {
      ...OrderReverseLineFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`) as unknown as TypedDocumentString<ReturnReverseFulfillmentOrdersPageQuery, ReturnReverseFulfillmentOrdersPageQueryVariables>;
export const ReverseFulfillmentOrderLinesPageDocument = new TypedDocumentString(`
    query ReverseFulfillmentOrderLinesPage($id: ID!, $after: String!) {
  reverseFulfillmentOrder(id: $id) {
    order {
      updatedAt
    }
    lineItems(first: 250, after: $after) {
      nodes {
        ...OrderReverseLineFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrderReverseLineFields on ReverseFulfillmentOrderLineItem {
  fulfillmentLineItem {
    id
    lineItem {
      id
    }
  }
  dispositions {
    location {
      id
    }
  }
}`) as unknown as TypedDocumentString<ReverseFulfillmentOrderLinesPageQuery, ReverseFulfillmentOrderLinesPageQueryVariables>;
export const OrderAttributesByIdDocument = new TypedDocumentString(`
    query OrderAttributesById($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Order {
      id
      customAttributes {
        key
        value
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderAttributesByIdQuery, OrderAttributesByIdQueryVariables>;
export const SetOrderAttributesDocument = new TypedDocumentString(`
    mutation SetOrderAttributes($input: OrderInput!) {
  orderUpdate(input: $input) {
    order {
      id
      updatedAt
    }
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetOrderAttributesMutation, SetOrderAttributesMutationVariables>;
export const CloseOrderDocument = new TypedDocumentString(`
    mutation CloseOrder($input: OrderCloseInput!) {
  orderClose(input: $input) {
    order {
      id
      closed
      closedAt
    }
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CloseOrderMutation, CloseOrderMutationVariables>;
export const MarkOrderAsPaidDocument = new TypedDocumentString(`
    mutation MarkOrderAsPaid($input: OrderMarkAsPaidInput!) {
  orderMarkAsPaid(input: $input) {
    order {
      id
      fullyPaid
      displayFinancialStatus
    }
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MarkOrderAsPaidMutation, MarkOrderAsPaidMutationVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($orderId: ID!, $reason: OrderCancelReason!, $notifyCustomer: Boolean!, $restock: Boolean!, $refundMethod: OrderCancelRefundMethodInput, $staffNote: String) {
  orderCancel(
    orderId: $orderId
    reason: $reason
    notifyCustomer: $notifyCustomer
    restock: $restock
    refundMethod: $refundMethod
    staffNote: $staffNote
  ) {
    job {
      id
      done
    }
    orderCancelUserErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const VariantsByIdDocument = new TypedDocumentString(`
    query VariantsById($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      id
      title
      sku
      barcode
      price
      taxable
      position
      updatedAt
      selectedOptions {
        name
        value
      }
      inventoryItem {
        unitCost {
          amount
        }
      }
      product {
        id
        title
        vendor
        productType
        status
        hasOnlyDefaultVariant
        updatedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VariantsByIdQuery, VariantsByIdQueryVariables>;
export const PaymentTermsTemplatesDocument = new TypedDocumentString(`
    query PaymentTermsTemplates {
  paymentTermsTemplates {
    id
    name
    paymentTermsType
    dueInDays
    description
  }
}
    `) as unknown as TypedDocumentString<PaymentTermsTemplatesQuery, PaymentTermsTemplatesQueryVariables>;
export const ShipToCountriesDocument = new TypedDocumentString(`
    query ShipToCountries {
  shop {
    id
    shipsToCountries
  }
}
    `) as unknown as TypedDocumentString<ShipToCountriesQuery, ShipToCountriesQueryVariables>;
export const ShopPlanDocument = new TypedDocumentString(`
    query ShopPlan {
  shop {
    id
    name
    myshopifyDomain
    currencyCode
    ianaTimezone
    taxesIncluded
    weightUnit
    plan {
      publicDisplayName
      partnerDevelopment
      shopifyPlus
    }
  }
}
    `) as unknown as TypedDocumentString<ShopPlanQuery, ShopPlanQueryVariables>;
export const AppIdDocument = new TypedDocumentString(`
    query AppId {
  app {
    id
  }
}
    `) as unknown as TypedDocumentString<AppIdQuery, AppIdQueryVariables>;
export const GrantedScopesDocument = new TypedDocumentString(`
    query GrantedScopes {
  currentAppInstallation {
    accessScopes {
      handle
    }
  }
}
    `) as unknown as TypedDocumentString<GrantedScopesQuery, GrantedScopesQueryVariables>;
export const StoreFactsDocument = new TypedDocumentString(`
    query StoreFacts($uri: String, $withWebhooks: Boolean!) {
  shop {
    id
    currencyCode
    enabledPresentmentCurrencies
    ianaTimezone
    shipsToCountries
  }
  currentAppInstallation {
    accessScopes {
      handle
    }
  }
  publicApiVersions {
    handle
    supported
  }
  webhookSubscriptions(first: 25, uri: $uri) @include(if: $withWebhooks) {
    nodes {
      id
      topic
    }
  }
}
    `) as unknown as TypedDocumentString<StoreFactsQuery, StoreFactsQueryVariables>;
export const WebhookSubscriptionsDocument = new TypedDocumentString(`
    query WebhookSubscriptions($topics: [WebhookSubscriptionTopic!], $uri: String) {
  webhookSubscriptions(first: 25, topics: $topics, uri: $uri) {
    nodes {
      id
      topic
      uri
    }
  }
}
    `) as unknown as TypedDocumentString<WebhookSubscriptionsQuery, WebhookSubscriptionsQueryVariables>;
export const WebhookSubscriptionCreateDocument = new TypedDocumentString(`
    mutation WebhookSubscriptionCreate($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(
    topic: $topic
    webhookSubscription: $webhookSubscription
  ) {
    webhookSubscription {
      id
      topic
      uri
    }
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WebhookSubscriptionCreateMutation, WebhookSubscriptionCreateMutationVariables>;
export const WebhookSubscriptionDeleteDocument = new TypedDocumentString(`
    mutation WebhookSubscriptionDelete($id: ID!) {
  webhookSubscriptionDelete(id: $id) {
    deletedWebhookSubscriptionId
    userErrors {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WebhookSubscriptionDeleteMutation, WebhookSubscriptionDeleteMutationVariables>;