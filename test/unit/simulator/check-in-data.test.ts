import { describe, expect, it } from 'vitest';
import {
  generateCheckIn,
  LANGUAGES,
  type Language,
  type SentCheckIn,
} from '../../../electron/simulator/check-in-data.ts';
import { createRandom } from '../../../electron/simulator/random.ts';
import { generateVin, vinCheckDigit } from '../../../electron/simulator/vehicle-data.ts';

const HAN = /\p{Script=Han}/u;

function checkIns(language: Language, seed = 1, count = 300): SentCheckIn[] {
  return Array.from({ length: count }, (_, index) =>
    generateCheckIn(createRandom(seed, index), language, 1_000 + index),
  );
}

describe('generated check-ins', () => {
  it('are the same for the same seed and others for another', () => {
    expect(checkIns('mixed', 7)).toEqual(checkIns('mixed', 7));
    expect(checkIns('mixed', 7)).not.toEqual(checkIns('mixed', 8));
    expect(new Set(checkIns('mixed', 7).map(({ carInfo }) => carInfo.carNum)).size).toBeGreaterThan(290);
  });

  it('are written in the language of the shop, whole', () => {
    for (const { carInfo, preCheckInfo } of checkIns('en')) {
      expect(JSON.stringify([carInfo, preCheckInfo])).not.toMatch(HAN);
    }
    for (const { carInfo, preCheckInfo, staffInfo } of checkIns('zh')) {
      expect(carInfo.carNum).toMatch(/^\p{Script=Han}[A-F][A-Z0-9]\d{4,5}$/u);
      expect(carInfo.carOwnerLastName).toMatch(HAN);
      expect(staffInfo.areaCode).toBe('+86');
      for (const light of preCheckInfo.lightInfo) expect(light).toMatch(/^\d+_$|\p{Script=Han}/u);
    }
    const chinese = checkIns('mixed').filter(({ carInfo }) => HAN.test(carInfo.carNum)).length;
    expect(chinese).toBeGreaterThan(100);
    expect(chinese).toBeLessThan(200);
  });

  it.each(LANGUAGES)('carry VINs with the right check digit, or only the end of one (%s)', (language) => {
    const vins = checkIns(language).map(({ carInfo }) => carInfo.carVin);
    const whole = vins.filter((vin) => vin.length === 17);
    expect(whole.length).toBeGreaterThan(240);
    for (const vin of whole) {
      expect(vin).toMatch(/^[0-9A-HJ-NPR-Z]{17}$/);
      expect(vin.charAt(8)).toBe(vinCheckDigit(vin));
    }
    for (const vin of vins.filter((each) => each.length !== 17)) expect(vin).toMatch(/^[0-9A-HJ-NPR-Z]{6}$/);
  });

  it('give no telephone number that could ring', () => {
    for (const { carInfo, staffInfo } of checkIns('mixed')) {
      expect(carInfo.carOwnerMobile).toMatch(/^(07700900\d{3}|1000000\d{4}|)$/);
      expect(staffInfo.mobile).toMatch(/^(07700900\d{3}|1000000\d{4})$/);
    }
  });

  it('hold lights and damage from none to many, known and unknown, with photos on a host that cannot exist', () => {
    const all = checkIns('mixed').map(({ preCheckInfo }) => preCheckInfo);
    expect(new Set(all.map(({ lightInfo }) => lightInfo.length))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(new Set(all.map(({ paintsInfo }) => paintsInfo.length))).toEqual(new Set([0, 1, 2, 3, 4]));
    const codes = new Set(all.flatMap(({ lightInfo }) => lightInfo.map((light) => light.split('_')[0])));
    expect([...codes]).toEqual(expect.arrayContaining(['', '1', '15', '16', '19', '20', '27']));
    const positions = new Set(all.flatMap(({ paintsInfo }) => paintsInfo.map(({ position }) => position)));
    expect([...positions]).toEqual(expect.arrayContaining(['sys_feature_0013_01', 'shop_feature_2']));
    const photos = all.flatMap(({ paintsInfo }) => paintsInfo.flatMap(({ images }) => images));
    expect(photos.length).toBeGreaterThan(100);
    for (const photo of photos) expect(new URL(photo).hostname).toBe('photos.example.invalid');
  });

  it('stay within what a vehicle can have', () => {
    for (const { carInfo, preCheckInfo } of checkIns('mixed')) {
      expect(preCheckInfo.oilGauge).toBeGreaterThanOrEqual(0);
      expect(preCheckInfo.oilGauge).toBeLessThanOrEqual(100);
      expect(preCheckInfo.odograph).toBeGreaterThan(0);
      expect(preCheckInfo.odograph).toBeLessThan(400_000);
      const inChina = new Date(carInfo.carProductionDate + 8 * 3_600_000);
      expect(inChina.toISOString()).toMatch(/^20(0[89]|1\d|2[0-5])-\d\d-\d\dT00:00:00\.000Z$/);
    }
  });
});

describe('the check digit of a VIN', () => {
  // The worked example of 49 CFR 565, and the shortest proof that X stands for ten.
  it.each(['1M8GDM9AXKP042788', '11111111111111111', '5GZCZ43D13S812715'])('is that of %s', (vin) => {
    expect(vinCheckDigit(vin)).toBe(vin.charAt(8));
  });

  it('is put into generated VINs after their maker', () => {
    expect(generateVin(createRandom(3), 'WBA')).toMatch(/^WBA/);
  });
});
