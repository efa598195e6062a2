import { expect, test } from 'vitest';
import { visitPhotos } from '../../../renderer/photos/visit-photos.ts';
import type { Damage } from '../../../shared/check-in.ts';
import { photo } from './factories.ts';

const damage = (positionName: string, ...photos: string[]): Damage => ({
  position: null,
  positionName,
  describe: null,
  photos,
});

test('a photo that two damage entries name is one of the visit, at the first of them and known at both', () => {
  const photos = visitPhotos({
    damage: [damage('Wing', 'a'), damage('Door', 'a', 'b', 'b')],
    photos: [[photo('1')], [photo('1'), photo('2'), photo('2')]],
  });
  expect(photos.map(({ photo, entry, entries }) => [photo.id, entry, entries])).toEqual([
    ['1', 0, [0, 1]],
    ['2', 1, [1]],
  ]);
});

test('photos whose rows are not there yet are as many as their addresses', () => {
  const photos = visitPhotos({ damage: [damage('Wing', 'a', 'b')], photos: [[photo('0'), photo('0')]] });
  expect(photos.map(({ address }) => address)).toEqual(['a', 'b']);
});

test('photos come in the order of the damage, each with its entry; entries without any are passed over', () => {
  const photos = visitPhotos({
    damage: [damage('Roof', 'a', 'b'), damage('Boot'), damage('Bonnet', 'c')],
    photos: [[photo('1'), photo('2')], [], [photo('3')]],
  });
  expect(photos.map(({ photo: { id }, entry, damage: { positionName } }) => [id, entry, positionName])).toEqual([
    ['1', 0, 'Roof'],
    ['2', 0, 'Roof'],
    ['3', 2, 'Bonnet'],
  ]);
});

test('photos are none while the station has not told of them', () => {
  expect(visitPhotos({ damage: [damage('Roof', 'a')], photos: [] })).toEqual([]);
});
