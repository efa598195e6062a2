import { mayAct, type Role } from '../../../shared/access.ts';
import type { Card } from '../../../shared/check-in.ts';
import type { BoardEvent, LaneCounts, Status, WallEvent, WallStatus } from '../../../shared/contract.ts';
import type { PhotoSize } from '../../../shared/photo.ts';
import type { StationSettings, WallSettings } from '../../../shared/settings.ts';
import { WALL_PHOTO_SIZE, type WallCard, type WallCounts, WallLane } from '../../../shared/wall.ts';
import { isSentHere } from '../../../shared/way-in.ts';
import type { BoardSnapshot } from './hub.ts';
import { maskPlate } from './plate-mask.ts';

/**
 * What a wall is told of what a board hears. Settings are told as a snapshot by them, so that what they hide is gone from the
 * wall at once.
 */
export function toWallEvent(event: BoardEvent, settings: StationSettings, snapshot: () => BoardSnapshot): WallEvent {
  switch (event.type) {
    case 'snapshot':
      return toWallSnapshot(event);
    case 'settings':
      return toWallSnapshot(snapshot());
    case 'card': {
      const card = toWallCard(event.card, settings.wall);
      const counts = toWallCounts(event.lanes);
      return card === null ? { type: 'gone', id: event.card.id, counts } : { type: 'card', card, counts };
    }
    case 'status':
      return { type: 'status', status: toWallStatus(event.status), counts: toWallCounts(event.status.lanes) };
    case 'tick':
      return event;
  }
}

/** A card as the wall may show it; null for one that has left it or was set aside. */
export function toWallCard(card: Card, { plates, photos }: WallSettings): WallCard | null {
  const lane = WallLane.safeParse(card.lane);
  if (!lane.success || card.setAside !== null) return null;
  const { id, arrivedAt, laneChangedAt, plate, brand, style, adviser, promisedAt, lightCount, damageCount, isTest } =
    card;
  return {
    id,
    lane: lane.data,
    arrivedAt,
    laneChangedAt,
    plate: plate !== null && plates === 'masked' ? maskPlate(plate) : plate,
    brand,
    style,
    year: card.manufactured === null ? null : Number(card.manufactured.slice(0, 4)),
    adviser,
    promisedAt,
    lights: card.lights.map(({ code, label, severity }) => ({ code, label, severity })),
    lightCount,
    damageCount,
    report: card.report,
    isTest,
    photoCount: photos ? card.photoCount : 0,
    photos: photos ? card.photos.map(({ state, sha256 }) => (state === 'captured' ? sha256 : null)) : [],
  };
}

/** Whether somebody of a role may have a picture of a photo: a wall gets the small ones, where the shop shows photos there. */
export function mayHavePicture(role: Role, size: PhotoSize, { photos }: WallSettings): boolean {
  return mayAct(role, 'desk') || (photos && size === WALL_PHOTO_SIZE);
}

function toWallSnapshot({ cards, status, settings }: BoardSnapshot): WallEvent {
  return {
    type: 'snapshot',
    cards: cards.flatMap((card) => toWallCard(card, settings.wall) ?? []),
    counts: toWallCounts(status.lanes),
    status: toWallStatus(status),
    shop: { name: settings.shop.name, plateStyle: settings.shop.plateStyle },
    ages: settings.board.ages,
  };
}

function toWallStatus({ version, accepting, lastAcceptedAt, timeZone, reach, relay }: Status): WallStatus {
  // What is not fetched from a relay yet is missed by nobody.
  if (!isSentHere({ relay, reach }))
    return { version, accepting, lastAcceptedAt, timeZone, light: relay.state === 'connected' ? 'receiving' : null };
  const light = reach.light === 'blind' && reach.problem === null ? null : reach.light;
  return { version, accepting, lastAcceptedAt, timeZone, light };
}

function toWallCounts(lanes: LaneCounts): WallCounts {
  const { new: unseen, seen, 'health-check': inCheck, ready } = lanes;
  return { new: unseen, seen, 'health-check': inCheck, ready };
}
