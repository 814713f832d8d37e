/** Words generated shops are made of. */
export const FIRST_NAMES = [
  "Ada",
  "Ben",
  "Carla",
  "David",
  "Elena",
  "Frank",
  "Grace",
  "Hugo",
  "Ines",
  "Jonas",
  "Karin",
  "Liam",
  "Maya",
  "Noah",
  "Olga",
  "Paul",
  "Quinn",
  "Rosa",
  "Sam",
  "Tina",
  "Ugo",
  "Vera",
  "Will",
  "Xenia",
  "Yusuf",
  "Zoe",
] as const;

export const LAST_NAMES = [
  "Adams",
  "Baker",
  "Clark",
  "Dubois",
  "Evans",
  "Fischer",
  "Garcia",
  "Hansen",
  "Ivanov",
  "Jensen",
  "Keller",
  "Larsen",
  "Miller",
  "Nguyen",
  "Olsen",
  "Petrov",
  "Quist",
  "Roberts",
  "Smith",
  "Taylor",
  "Ueda",
  "Vogel",
  "Weber",
  "Young",
] as const;

export const STREETS = ["Main Street", "Oak Avenue", "Park Lane", "Mill Road", "Station Road", "High Street"] as const;

export interface Place {
  readonly city: string;
  readonly zip: string;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly country: string;
  readonly countryCodeV2: string;
}

export const HOME_PLACES: readonly [Place, ...Place[]] = [
  {
    city: "Seattle",
    zip: "98101",
    province: "Washington",
    provinceCode: "WA",
    country: "United States",
    countryCodeV2: "US",
  },
  {
    city: "Portland",
    zip: "97201",
    province: "Oregon",
    provinceCode: "OR",
    country: "United States",
    countryCodeV2: "US",
  },
  {
    city: "Austin",
    zip: "73301",
    province: "Texas",
    provinceCode: "TX",
    country: "United States",
    countryCodeV2: "US",
  },
  {
    city: "Chicago",
    zip: "60601",
    province: "Illinois",
    provinceCode: "IL",
    country: "United States",
    countryCodeV2: "US",
  },
  {
    city: "Miami",
    zip: "33101",
    province: "Florida",
    provinceCode: "FL",
    country: "United States",
    countryCodeV2: "US",
  },
  {
    city: "Boston",
    zip: "02101",
    province: "Massachusetts",
    provinceCode: "MA",
    country: "United States",
    countryCodeV2: "US",
  },
];

export const PLACES_ABROAD: readonly [Place, ...Place[]] = [
  { city: "Berlin", zip: "10115", province: null, provinceCode: null, country: "Germany", countryCodeV2: "DE" },
  {
    city: "London",
    zip: "EC1A 1BB",
    province: "England",
    provinceCode: "ENG",
    country: "United Kingdom",
    countryCodeV2: "GB",
  },
  { city: "Tokyo", zip: "100-0001", province: "Tōkyō", provinceCode: "JP-13", country: "Japan", countryCodeV2: "JP" },
  { city: "København", zip: "1050", province: null, provinceCode: null, country: "Denmark", countryCodeV2: "DK" },
  { city: "Toronto", zip: "M5H 2N2", province: "Ontario", provinceCode: "ON", country: "Canada", countryCodeV2: "CA" },
];

export const ADJECTIVES = [
  "Classic",
  "Light",
  "Heavy",
  "Oak",
  "Steel",
  "Linen",
  "Cotton",
  "Travel",
  "Garden",
  "Desk",
] as const;
export const THINGS = [
  "Chair",
  "Lamp",
  "Mug",
  "Table",
  "Shelf",
  "Towel",
  "Blanket",
  "Bottle",
  "Backpack",
  "Clock",
  "Vase",
] as const;
export const VENDORS = ["Contoso", "Fabrikam", "Northwind", "Litware"] as const;
export const TYPES = ["Furniture", "Kitchen", "Textiles", "Outdoor"] as const;
export const SIZES = ["S", "M", "L", "XL"] as const;
