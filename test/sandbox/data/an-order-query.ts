/** Everything an importer of orders may ask for. */
export const EVERYTHING = `
  query Everything($id: ID!) {
    order(id: $id) {
      id legacyResourceId name number email phone note poNumber tags createdAt updatedAt processedAt closed closedAt
      cancelledAt cancelReason confirmed test edited taxesIncluded taxExempt fullyPaid unpaid refundable currencyCode
      presentmentCurrencyCode displayFinancialStatus displayFulfillmentStatus returnStatus discountCode discountCodes
      totalWeight statusPageUrl subtotalLineItemsQuantity currentSubtotalLineItemsQuantity confirmationNumber
      canMarkAsPaid
      totalPriceSet { ...Bag }
      subtotalPriceSet { ...Bag }
      totalTaxSet { ...Bag }
      totalTipReceivedSet { ...Bag }
      currentTotalDiscountsSet { ...Bag }
      totalShippingPriceSet { ...Bag }
      currentTotalPriceSet { ...Bag }
      totalOutstandingSet { ...Bag }
      totalRefundedSet { ...Bag }
      totalCashRoundingAdjustment { paymentSet { ...Bag } refundSet { ...Bag } }
      app { name }
      attribution { displayName handle }
      publication { id name }
      retailLocation { id name }
      customAttributes { key value }
      customer {
        id firstName lastName displayName defaultEmailAddress { emailAddress }
        defaultPhoneNumber { phoneNumber }
        defaultAddress { city countryCodeV2 }
        numberOfOrders
      }
      purchasingEntity {
        __typename ... on Customer { id }
        ... on PurchasingCompany { company { id name mainContact { id } } location { id } }
      }
      displayAddress { ...Address }
      shippingAddress { ...Address }
      billingAddress { ...Address }
      risk { recommendation assessments { riskLevel provider { title } facts { description sentiment } } }
      paymentTerms { id paymentTermsName paymentTermsType paymentSchedules(first: 1) { nodes { dueAt } } }
      taxLines { title rate ratePercentage channelLiable priceSet { ...Bag } }
      discountApplications(first: 5) {
        nodes {
          index allocationMethod ... on DiscountCodeApplication { code }
          value { ... on MoneyV2 { amount } ... on PricingPercentageValue { percentage } }
        }
      }
      lineItems(first: 10) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id name title sku quantity currentQuantity unfulfilledQuantity isGiftCard taxable variantTitle
          product { legacyResourceId }
          variant { legacyResourceId sku }
          originalUnitPriceSet { ...Bag }
          discountedTotalSet { ...Bag }
          totalDiscountSet { ...Bag }
          discountAllocations { allocatedAmountSet { ...Bag } discountApplication { targetSelection } }
          taxLines { title rate priceSet { ...Bag } channelLiable }
          fulfillmentService { location { legacyResourceId } }
          customAttributes { key value }
        }
      }
      shippingLines(first: 5) {
        nodes {
          id title code source originalPriceSet { ...Bag }
          discountAllocations { allocatedAmountSet { ...Bag } }
          taxLines { title }
        }
      }
      transactions {
        id kind status gateway formattedGateway manualPaymentGateway amountSet { ...Bag }
        amountRoundingSet { ...Bag }
        paymentId receiptJson paymentDetails { ... on CardPaymentDetails { company number } }
      }
      fulfillmentOrders(first: 5) {
        nodes {
          id status requestStatus assignedLocation { location { id } }
          deliveryMethod { methodType }
          updatedAt
          lineItems(first: 25) { nodes { id totalQuantity remainingQuantity lineItem { id } variant { id } } }
        }
      }
      fulfillments {
        id name status trackingInfo { number company url }
        service { serviceName }
        fulfillmentLineItems(first: 10) { nodes { id quantity lineItem { id } } }
      }
      refunds {
        id note createdAt updatedAt totalRefundedSet { ...Bag }
        return { id }
        transactions(first: 5) { nodes { id } }
        refundLineItems(first: 5) {
          nodes {
            lineItem { id }
            quantity restockType restocked priceSet { ...Bag }
            subtotalSet { ...Bag }
            totalTaxSet { ...Bag }
            location { id }
          }
        }
        refundShippingLines(first: 5) {
          nodes { id subtotalAmountSet { ...Bag } taxAmountSet { ...Bag } shippingLine { title } }
        }
      }
      returns(first: 5) {
        nodes {
          id name status totalQuantity decline { reason note }
          returnLineItems(first: 5) {
            nodes {
              id quantity returnReasonNote returnReasonDefinition { name handle }
              ... on ReturnLineItem {
                totalWeight { value }
                withCodeDiscountedTotalPriceSet { ...Bag }
                fulfillmentLineItem { lineItem { id } }
              }
              ... on UnverifiedReturnLineItem { unitPrice { amount } }
            }
          }
          exchangeLineItems(first: 5) { nodes { id quantity lineItems { id } } }
          reverseFulfillmentOrders(first: 5) {
            nodes { id lineItems(first: 5) { nodes { id dispositions { type location { id } } } } }
          }
        }
      }
    }
  }
  fragment Bag on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
  fragment Address on MailingAddress {
    id firstName lastName company address1 address2 city zip province provinceCode countryCodeV2 phone name
  }
`;
