import type { Random } from './random.ts';
import { generateMobile, generatePlate, generateVin } from './vehicle-data.ts';
import { type ShopLanguage, type Vocabulary, vocabulary } from './vocabulary.ts';

/** The languages that can be asked for; `mixed` takes either, check-in by check-in. */
export const LANGUAGES = ['zh', 'en', 'mixed'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The `content` of a check-in message, as AutoX3 writes it. */
export type SentCheckIn = {
  carInfo: {
    carBrandName: string;
    carNum: string;
    carOwnerFirstName: string;
    carOwnerGender: string;
    carOwnerLastName: string;
    carOwnerMobile: string;
    carProductionDate: number;
    carStyleName: string;
    carVin: string;
  };
  preCheckInfo: {
    lightInfo: string[];
    odograph: number;
    oilGauge: number;
    paintsInfo: { describe: string; images: string[]; position: string; positionName: string }[];
    personalItemList: string[];
    remark: string;
  };
  receiveBaseId: number;
  staffInfo: {
    areaCode: string;
    brandId: number;
    mobile: string;
    storeId: number;
    userId: number;
    userName: string;
  };
};

/** The `staffInfo` of an envelope, which names its parts unlike the one in a check-in. */
export type EnvelopeStaff = {
  areaCode: string;
  brandId: number;
  mobile: string;
  staffId: number;
  staffName: string;
  storeId: number;
};

const BRAND_ID = 114;
const DAY_MS = 86_400_000;
// AutoX3 stores a calendar day as its midnight in China.
const CHINA_OFFSET_MS = 8 * 3_600_000;
const FIRST_BUILT = Date.UTC(2008, 0, 1);
const LAST_BUILT = Date.UTC(2025, 11, 31);

/** Where photos lie unless a run serves its own: nowhere. */
export const NO_PHOTOS = 'https://photos.example.invalid';

/** A `msgType` under which AutoX3 sends a check-in: mostly its own, now and then that of the sample on AutoX3's check-in page. */
export function checkInType(random: Random): string {
  return random.chance(0.85) ? 'event.autox3.order.receivebase.create' : 'event.autox3.order.detection.finish';
}

/** A check-in as a technician would have entered it, for the service order with this number. */
export function generateCheckIn(
  random: Random,
  language: Language,
  receiveBaseId: number,
  photos = NO_PHOTOS,
): SentCheckIn {
  const shop: ShopLanguage = language === 'mixed' ? random.pick(['zh', 'en']) : language;
  const words = vocabulary(shop);
  const model = random.pick(words.models);
  const gender = random.pick(['MALE', 'FEMALE'] as const);
  const built = FIRST_BUILT + random.integer(0, (LAST_BUILT - FIRST_BUILT) / DAY_MS) * DAY_MS;
  const years = (LAST_BUILT - built) / (365 * DAY_MS);
  const vin = generateVin(random, model.wmi);
  const adviser = random.integer(0, words.advisers.length - 1);

  return {
    carInfo: {
      carBrandName: model.brand,
      carNum: generatePlate(random, shop),
      carOwnerFirstName: random.pick(words.givenNames[gender]),
      carOwnerGender: gender,
      carOwnerLastName: random.pick(words.familyNames),
      carOwnerMobile: random.chance(0.1) ? '' : generateMobile(random, shop),
      carProductionDate: built - CHINA_OFFSET_MS,
      carStyleName: random.pick(model.styles),
      // Some shops type only the end, which is enough to order parts.
      carVin: random.chance(0.1) ? vin.slice(-6) : vin,
    },
    preCheckInfo: {
      lightInfo: lights(random, words),
      odograph: Math.round((years + 0.1) * random.integer(6_000, 19_000)) + (random.chance(0.2) ? 0.5 : 0),
      oilGauge: random.integer(0, 20) * 5,
      paintsInfo: damage(random, words, `${photos}/${receiveBaseId}`),
      personalItemList: random.sample(words.belongings, random.integer(0, 3)),
      remark: random.pick(words.remarks),
    },
    receiveBaseId,
    staffInfo: {
      areaCode: words.areaCode,
      brandId: BRAND_ID,
      mobile: generateMobile(random, shop),
      storeId: random.pick([84, 84, 84, 85]),
      userId: 18 + adviser,
      userName: words.advisers[adviser] ?? words.advisers[0],
    },
  };
}

/** The sender that goes on the envelope of a check-in: its adviser. */
export function envelopeStaff(content: SentCheckIn): EnvelopeStaff {
  const { areaCode, brandId, mobile, storeId, userId, userName } = content.staffInfo;
  return { areaCode, brandId, mobile, staffId: userId, staffName: userName, storeId };
}

function lights(random: Random, words: Vocabulary): string[] {
  if (random.chance(0.35)) return [];
  const lit = random.sample(words.lights, random.integer(1, 5));
  // A code without a label and a label without a code are both legal.
  return lit.map((light) => {
    if (!random.chance(0.03)) return light;
    const cut = light.indexOf('_');
    return random.chance(0.5) ? light.slice(0, cut + 1) : light.slice(cut);
  });
}

function damage(random: Random, words: Vocabulary, photos: string): SentCheckIn['preCheckInfo']['paintsInfo'] {
  const positions = random.chance(0.4) ? [] : random.sample(words.positions, random.integer(1, 4));
  return positions.map(({ code, name }, place) => ({
    describe: random.pick(words.damages),
    images: Array.from({ length: random.integer(0, 3) }, (_, photo) => `${photos}/${place + 1}-${photo + 1}.jpg`),
    position: code,
    positionName: name,
  }));
}
