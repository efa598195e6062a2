import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Access } from '../../shared/access.ts';
import { DAY_MS } from '../../shared/calendar.ts';
import type { BoardEvent, Obstacle, Status } from '../../shared/contract.ts';
import { DEFAULT_REACH } from '../../shared/reach-settings.ts';
import { DEFAULT_SHOP } from '../../shared/shop.ts';
import type { TimeZone } from '../../shared/time-zone.ts';
import type { StationKey } from '../custody/station-key.ts';
import { type AppSecretKeeper, fingerprint } from './app-secrets.ts';
import { BackupKeeper } from './backup/backup-keeper.ts';
import { suspectDamage } from './backup/damage-file.ts';
import { type OpenData, openData } from './backup/open-data.ts';
import { jobsIn } from './backup/run-job.ts';
import { markRunning, markStopped } from './backup/running-marker.ts';
import { isLoopback } from './board/access.ts';
import { Devices } from './board/devices.ts';
import { type BoardSnapshot, Hub } from './board/hub.ts';
import { Invites } from './board/invites.ts';
import type { NetworkInterfaces } from './board/lan-addresses.ts';
import { LanDoor } from './board/lan-door.ts';
import { createPageServer, type PagePort } from './board/ports.ts';
import { createRouter } from './board/router.ts';
import { createBoardServer } from './board/server.ts';
import { CallbackPaths, pathId } from './callback-paths.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { crowdLog } from './crowd-log.ts';
import { CustodyDesk } from './custody/custody-desk.ts';
import type { Settings } from './data-folder.ts';
import { doctorOf } from './doctor/doctor.ts';
import type { StartedBy, StationFacts } from './doctor/facts.ts';
import { systemOf, takesConnection } from './doctor/pc.ts';
import { type DrillParts, Drills } from './drill/drills.ts';
import { instant, instantOrNull } from './instant.ts';
import { Intake } from './intake/intake.ts';
import type { IntakePolicy } from './intake/judge.ts';
import { OtherMessages } from './intake/other-messages.ts';
import { QuarantineDesk } from './intake/quarantine-desk.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import { addressOf, notListening } from './listening.ts';
import { keepLogo } from './photos/logo-keeper.ts';
import { PhotoCapture } from './photos/photo-capture.ts';
import { PhotoFiles } from './photos/photo-files.ts';
import { PhotoKeeper } from './photos/photo-keeper.ts';
import { PC_NETWORK, type PhotoNetwork } from './photos/photo-network.ts';
import { PhotoQueue } from './photos/photo-queue.ts';
import { DOWNLOAD_LIMITS } from './photos/safe-download.ts';
import { Platform, type PlatformTempo } from './platform/platform.ts';
import type { PlatformSecret } from './platform/platform-secret.ts';
import { BlindLedger } from './reach/blind-ledger.ts';
import { ClockWatch } from './reach/clock-drift.ts';
import type { OutageSink } from './reach/outage-sink.ts';
import { ProbeKey } from './reach/probe-key.ts';
import { Reach, type ReachTempo } from './reach/reach.ts';
import type { TunnelTokens } from './reach/tunnel-tokens.ts';
import { type WayParts, wayOf } from './reach/ways.ts';
import { createReceiver } from './receiver/receiver.ts';
import { RelayDesk } from './relay/relay-desk.ts';
import { RelayMembership } from './relay/relay-membership.ts';
import { dropSheets } from './retention/kept-sheets.ts';
import { RetentionKeeper } from './retention/retention-keeper.ts';
import { newKey } from './secrets.ts';
import { Sheets } from './sheets.ts';
import { ContentKeeper } from './store/content-keeper.ts';
import { CustodyReader } from './store/custody-reader.ts';
import { watchForDamage } from './store/damage-watch.ts';
import { sqliteVersion } from './store/database.ts';
import { DayReportReader } from './store/day-report.ts';
import { DeliveryReader } from './store/delivery-reader.ts';
import { DeviceStore } from './store/device-store.ts';
import type { CheckInChange } from './store/entries.ts';
import { FetchedReports } from './store/fetched-reports.ts';
import { IndexKeeper } from './store/index-keeper.ts';
import { LastUse } from './store/last-use.ts';
import { MaintenanceReader } from './store/maintenance-reader.ts';
import { OtherMessageReader } from './store/other-message-reader.ts';
import { PhotoRows } from './store/photo-rows.ts';
import { PhotoStore } from './store/photo-store.ts';
import { PlatesHere } from './store/plates-here.ts';
import { StationReader } from './store/reader.ts';
import { RemovalRemains } from './store/removal-remains.ts';
import { RetentionReader } from './store/retention-reader.ts';
import { SettingStore } from './store/setting-store.ts';
import { SheetJobStore } from './store/sheet-job-store.ts';
import { SheetStore } from './store/sheet-store.ts';
import { StepStore } from './store/step-store.ts';
import { StoredContent } from './store/stored-content.ts';
import { VehicleIndex } from './store/vehicle-index.ts';
import { VehicleKeeper } from './store/vehicle-keeper.ts';
import { VehicleReader } from './store/vehicle-reader.ts';
import { WeakEnded } from './store/weak-ended.ts';
import { StationWriter } from './store/writer.ts';
import { risksOf } from './verification-risks.ts';
import { VisitSteps } from './visit-steps.ts';

/** All that a station is made of; time, secrets and the log come from outside. */
export type StationOptions = {
  dataFolder: string;
  /** The built page. */
  pageFolder: string;
  /** The address that both listeners bind to. */
  host: string;
  /** 0 is any free port. */
  receiverPort: number;
  boardPort: number;
  boardToken: string;
  /** What custody files are signed with. */
  stationKey: StationKey;
  appSecrets: AppSecretKeeper;
  tunnelTokens: TunnelTokens;
  platformSecret: PlatformSecret;
  /** Where the keys of callback paths, of custody files, and of this desk at a relay are kept. */
  keptSecrets: Pick<KeptSecrets, 'all' | 'change'>;
  settings: Settings;
  version: string;
  log: Logger;
  /** Ms since 1970, and ms on a clock that never jumps. */
  clock: {
    now: () => number;
    elapsed: () => number;
    /** Ms since the PC started, its sleep included. */
    sinceBoot: () => number;
  };
  /** For tests: how often it is noted that the station runs, in ms. */
  beatEveryMs?: number;
  /** Of this PC. */
  timeZone: TimeZone;
  platform: NodeJS.Platform;
  /** The program of the thread for long work on the data. */
  workerFile: string;
  startedBy: StartedBy;
  /** Has this station started anew by whoever runs it: a restored database waits to come into use. */
  restart: () => void;
  /** Hears of long work on the data before it begins: see {@link OpenData}. */
  longStart?: NonNullable<OpenData['longStart']>;
  /** Ends this process as a crash does, for a drill; there is none where nothing would start it again. */
  kill?: (() => void) | undefined;
  /** For tests: how long the steps of drills take. */
  drillTempo?: DrillParts['tempo'] | undefined;
  /** For tests: the network interfaces of this PC, and how often they are looked at, in ms. */
  network?: { interfaces: () => NetworkInterfaces; lookEveryMs: number };
  /** For tests: what photos are fetched through. */
  photoNetwork?: PhotoNetwork;
  /** For tests: how fast the way from outside is tried and through what, what tunnels are made of, and who hears of outages. */
  reach?: ReachTempo & Pick<WayParts, 'loadNgrok'> & { sink?: OutageSink };
  /** For tests: where AutoX3's platform is, and how fast it is asked. */
  platformTempo?: PlatformTempo | undefined;
  /** For tests: the size at which the disk is full, in pages of 4 kB. */
  maxPages?: number;
  /** For benchmarks: messages per commit. */
  batch?: number;
};

/** A running station: where it is reached, and how it ends. */
export type Station = {
  callback: string;
  board: string;
  api: string;
  /** Serves a page of the desktop app over its port. */
  connectPage: (port: PagePort, access: Access) => void;
  /** What a board hears, for the program around the station: a snapshot, then every change. */
  watch: (signal: AbortSignal) => AsyncIterable<BoardEvent>;
  /** The sheets of check-ins, for the desktop app that prints them. */
  sheets: Sheets;
  /** The PC is about to sleep, or has just woken: noted at once. */
  beat: () => void;
  /** A ring of the program around the station has sounded for these check-ins. */
  rung: (ids: readonly string[]) => void;
  /** This PC woke from sleep. */
  woke: () => void;
  stop: () => Promise<void>;
};

/** How long requests under way may still take when the station stops, in ms. */
const STOP_WITHIN_MS = 1_500;
/** Connections to the board at all its addresses: far more than the screens of a shop have, far fewer than would hurt. */
const MOST_BOARD_CONNECTIONS = 160;
/** What arrived so long ago, in ms, does not come back to the board when its store is shown again: it stays in the history. */
const BACK_ON_BOARD_MS = DAY_MS;

/**
 * Starts the receiving and storing part of Forecourt, with the board server beside it. Throws `DatabaseUnusable` or
 * `UserError`, each with a sentence for the person at the PC.
 */
export async function startStation(options: StationOptions): Promise<Station> {
  const { settings, appSecrets, log, clock, host } = options;
  const { db, wasUnclean } = await openData({ ...options, now: clock.now() });
  // A start that meets damage comes to nothing; the next one sets the database aside.
  let foundDamaged = (): void => suspectDamage(options.dataFolder, clock.now());
  watchForDamage(db, () => foundDamaged());
  const writer = new StationWriter(db);
  const shopSettings = new SettingStore(db, log);
  shopSettings.takeOver({
    ...(settings.shop !== null && { shop: { ...DEFAULT_SHOP, ...settings.shop } }),
    ...(settings.verification !== null && { verification: settings.verification }),
    ...(settings.publicAddress !== null && {
      reach: {
        ...DEFAULT_REACH,
        way: 'own-address',
        address: settings.publicAddress,
        given: settings.publicAddress,
      },
    }),
  });
  writer.reception = () => shopSettings.settings.reception;
  const vehicles = new VehicleReader(db, () => shopSettings.settings.board);
  const reader = new StationReader(db, () => shopSettings.settings.board);
  const weakEnded = new WeakEnded(db, () => appSecrets.inUse);
  const indexes = new IndexKeeper(writer, log);
  const startedAt = instant(clock.now());
  const lastUse = new LastUse(db, log);
  const callbackPaths = new CallbackPaths(options.keptSecrets, newKey, (path) => lastUse.of('path', pathId(path)));
  const clockWatch = new ClockWatch(() => statusChanged());
  let receiverAddress = addressOf(host, options.receiverPort);
  let boardAddress = addressOf(host, options.boardPort);
  let notFound = 0;
  let storageTrouble: Obstacle | null = null;
  let relayGap: StationFacts['relayGap'] = null;

  const callback = (): string => new URL(callbackPaths.current, reach.address ?? receiverAddress).href;
  // The address may have become another one since.
  const mayTrustPath = (): boolean => reach.address?.startsWith('https://') === true;

  const policy = (): IntakePolicy => ({
    currentSecret: appSecrets.inUse.current,
    previousSecret: appSecrets.inUse.previous,
    previousEnds: appSecrets.inUse.previousEnds,
    pin: shopSettings.settings.verification.dialect,
    weakSignatures: shopSettings.settings.verification.weakSignatures,
    weakEnded: weakEnded.list,
    trustPath: shopSettings.settings.verification.trustPath && mayTrustPath(),
  });

  const obstacle = (): Obstacle | null => storageTrouble ?? (canAccept(policy(), clock.now()) ? null : 'no-secret');

  const timeZone = (): TimeZone => shopSettings.settings.shop.timeZone ?? options.timeZone;

  const status = (): Status => ({
    version: options.version,
    startedAt,
    accepting: obstacle() === null,
    obstacle: obstacle(),
    callback: callback(),
    lanes: writer.figures.lanes,
    quarantined: writer.figures.quarantined,
    otherMessages: writer.figures.otherMessages,
    lastAcceptedAt: instantOrNull(writer.figures.lastAcceptedAt),
    sheetsMissing: sheets.missing,
    notFound,
    timeZone: timeZone(),
    pcTimeZone: options.timeZone,
    clock: { ...clockWatch.drift, system: systemOf(options.platform) },
    pathOverdueSince: instantOrNull(callbackPaths.overdueSince(clock.now())),
    trustsPath: policy().trustPath,
    reach: reach.status(),
    relay: relay.state(),
    data: backups.health(),
    blind: ledger.spots.status(),
  });

  const snapshot = (): BoardSnapshot => ({
    type: 'snapshot',
    cards: [...drills.cards, ...reader.boardCards(clock.now())],
    status: status(),
    settings: shopSettings.settings,
  });

  const hub = new Hub({
    run: randomUUID().slice(0, 8),
    snapshot,
    card: (id, cause) => {
      const card = drills.card(id) ?? reader.card(id);
      return card === null ? null : { type: 'card', cause, card, lanes: writer.figures.lanes };
    },
    status: () => ({ type: 'status', status: status() }),
    settings: () => ({ type: 'settings', settings: shopSettings.settings }),
  });
  const cardsChanged = (ids: readonly (string | number)[]): void =>
    hub.publish(ids.map((id) => ({ type: 'card', id: String(id), cause: 'updated' })));
  const visitsRemoved = (): void => {
    hub.startAgain();
    vehicleKeeper.look();
  };
  const downloadParts = () => ({
    network: options.photoNetwork ?? PC_NETWORK,
    allowedHosts: shopSettings.settings.photos.allowedHosts,
    limits: DOWNLOAD_LIMITS,
  });
  const photoFiles = new PhotoFiles(options.dataFolder);
  const photoCapture = new PhotoCapture(downloadParts, photoFiles, log);
  const photoStore = new PhotoStore(db);
  const photoQueue = new PhotoQueue({
    store: photoStore,
    capture: (url, signal) => photoCapture.capture(url, signal),
    now: clock.now,
    log,
    changed: (id) => cardsChanged([id]),
    isBusy: () => photoKeeper.isBusy,
  });
  const photoKeeper = new PhotoKeeper({
    rows: new PhotoRows(db),
    elapsed: clock.elapsed,
    log,
    found: () => photoQueue.wake(),
  });
  const contentKeeper = new ContentKeeper({
    content: new StoredContent(db),
    log,
    done: () => {
      hub.startAgain();
      photoQueue.wake();
    },
  });
  const vehicleKeeper = new VehicleKeeper({
    index: new VehicleIndex(db),
    elapsed: clock.elapsed,
    log,
    changed: cardsChanged,
  });
  const removalRemains = new RemovalRemains(db, () => writer.retention.removals);
  const retention = new RetentionKeeper({
    writer: writer.retention,
    remains: removalRemains,
    removeFiles: (sha256) => !backups.isRestoring && photoFiles.remove(sha256),
    removeSheets: async () =>
      // While a damaged database is set aside, a check-in that is not there may come back.
      backups.health().damage !== null || dropSheets(options.dataFolder, (id) => !removalRemains.hasPerson(id)),
    isKept: (sha256) => shopSettings.settings.sheet.logo?.sha256 === sha256,
    settings: () => shopSettings.settings.retention,
    now: clock.now,
    isBusy: () => photoKeeper.isBusy,
    changed: () => {
      ledger.spots.ticksChanged();
      visitsRemoved();
    },
    log,
  });
  let wasHeadOffice = false;
  const statusChanged = (): void => {
    const { isHeadOffice } = relay.state();
    // What is told of cards is another thing there, and of all that are known already.
    if (isHeadOffice !== wasHeadOffice) hub.startAgain();
    else hub.publish([{ type: 'status' }]);
    wasHeadOffice = isHeadOffice;
  };
  const ledger = new BlindLedger({
    db,
    messages: writer.runs,
    clock,
    obstacle,
    hours: () => shopSettings.settings.hours,
    zone: timeZone,
    changed: statusChanged,
    everyMs: options.beatEveryMs,
    log,
  });
  const storesChanged = (): void => {
    const now = clock.now();
    try {
      writer.desk.showStores(shopSettings.settings.reception, now - BACK_ON_BOARD_MS, now);
    } catch (error) {
      // The setting counts for what comes from now on; the cards that are there stay where they are.
      log.error({ err: error }, 'cards could not be moved to where their stores are shown now');
    }
    visitsRemoved();
  };
  const warnOfRisks = (): void => {
    for (const risk of risksOf(policy())) log.warn(risk);
  };
  const sheetStore = new SheetStore(db);
  const sheets = new Sheets({
    store: sheetStore,
    jobs: new SheetJobStore(db, sheetStore),
    now: clock.now,
    log,
    changed: (id) => cardsChanged([id]),
    missingChanged: statusChanged,
  });
  const steps = new VisitSteps({ store: new StepStore(db), now: clock.now, shownLate: cardsChanged, log });
  const happened = (step: 'shown' | 'rung', ids: readonly string[]): void => {
    drills.happened(step, ids);
    steps.happened(step, ids);
  };
  const arrived = (ids: readonly number[]): void => {
    indexes.arrived(ids.length);
    vehicleKeeper.arrived(ids);
    sheets.arrived();
  };
  writer.onArrival = (id, at) => sheets.arriving(id, at);

  const visitsChanged = (changes: readonly CheckInChange[]): void => {
    steps.stored(changes.filter(({ cause }) => cause === 'arrived').map(({ id }) => id));
    hub.publish(changes.map(({ id, cause }) => ({ type: 'card', id: String(id), cause })));
    photoKeeper.arrived();
    arrived(changes.map(({ id }) => id));
  };

  const intake = new Intake({
    writer,
    policy,
    clock,
    log,
    drills: { take: (judgement) => drills.take(judgement) },
    changed: visitsChanged,
    counted: () => {
      statusChanged();
      indexes.arrived(0);
    },
    accepted: ({ createTime, receivedAt, dialect, proven }, secret, origin) => {
      if (!proven) return;
      // When a relay had it tells the clock of the relay, unless that is known by the clock of here; what was kept here is no news.
      if (origin === 'sender') clockWatch.saw({ createTime, receivedAt }, clock.elapsed());
      else if (origin === 'relay' && relay.isClockKnown)
        clockWatch.saw({ createTime, receivedAt }, clock.elapsed() - (clock.now() - receivedAt));
      if (dialect !== null) lastUse.saw('dialect', dialect, receivedAt);
      if (secret !== null) lastUse.saw('secret', fingerprint(appSecrets.inUse[secret] ?? ''), receivedAt);
    },
    obstacle: (trouble) => {
      storageTrouble = trouble;
      if (trouble === null) log.info('messages are stored again');
      ledger.look();
      statusChanged();
    },
    weakEnded: (secret, msgType) => {
      if (!weakEnded.add(secret, msgType, log)) return;
      log.warn({ msgType }, 'weak signatures have ended for this message type: a full one was verified');
    },
    ...(options.batch === undefined ? {} : { batch: options.batch }),
  });

  const deliveries = new DeliveryReader(db);
  const otherMessageReader = new OtherMessageReader(db);
  const processingAgain = new OtherMessages({
    reader: otherMessageReader,
    writer,
    clock,
    changed: (changes) => {
      visitsChanged(changes);
      statusChanged();
    },
  });
  const quarantine = new QuarantineDesk({
    reader: deliveries,
    quarantine: writer.quarantine,
    intake,
    policy,
    now: clock.now,
    changed: statusChanged,
  });
  const crowded = crowdLog(log, clock.elapsed);
  const probes = new ProbeKey(randomBytes(32), randomUUID);
  const reach = new Reach({
    settings: () => shopSettings.settings.reach,
    give: (given) => {
      try {
        shopSettings.set({ reach: { ...shopSettings.settings.reach, given } });
        hub.publish([{ type: 'settings' }]);
      } catch (error) {
        log.warn({ err: error }, 'the first public address could not be stored');
      }
    },
    relay: () => relay.state(),
    tunnel: (way) => wayOf(way, { tokens: options.tunnelTokens, now: clock.now, crowded, ...options.reach }),
    key: probes,
    local: () => ({ host: new URL(receiverAddress).hostname, port: Number(new URL(receiverAddress).port) }),
    path: () => callbackPaths.current,
    sink: options.reach?.sink ?? ledger.outages,
    changed: () => {
      statusChanged();
      drills.look();
    },
    clock,
    random: Math.random,
    interfaces: options.network?.interfaces ?? networkInterfaces,
    log,
    ...(options.reach === undefined ? {} : { tempo: options.reach }),
  });

  const drills = new Drills({
    secret: () => appSecrets.inUse.current,
    accepts: () => obstacle() === null,
    callback: () => status().callback,
    isPublic: () => reach.address !== null,
    light: () => reach.status().light,
    way: reach,
    network: options.reach?.network ?? {},
    capture: (url, signal) => photoCapture.capture(url, signal),
    settings: () => shopSettings.settings.board,
    cardChanged: (id, cause) => hub.publish([{ type: 'card', id, cause }]),
    cardsGone: () => hub.startAgain(),
    kill: options.kill,
    now: clock.now,
    msgId: randomUUID,
    log,
    tempo: options.drillTempo,
  });

  const relayMembership = new RelayMembership({
    kept: options.keptSecrets,
    settings: () => shopSettings.settings.relay,
    set: (given) => shopSettings.set({ relay: given }),
  });
  const relay = new RelayDesk({
    join: () => relayMembership.join,
    intake,
    isStuck: () => obstacle() !== null,
    runs: ledger.relay,
    lastWay: () => writer.runs.latest,
    isUnheard: () => ledger.relay.isUnheard,
    contact: {
      of: (desk) => lastUse.of('relay', desk),
      saw: (desk, at) => lastUse.saw('relay', desk, at),
    },
    missed: (from, to) => {
      const gap = ledger.dropped({ from, to });
      if (gap === null) return;
      relayGap = gap;
      log.error(
        { from: instant(gap.from), to: instant(gap.to) },
        'the relay has dropped what came while this PC was away',
      );
    },
    changed: () => {
      reach.relayChanged();
      statusChanged();
    },
    now: clock.now,
    sinceBoot: clock.sinceBoot,
    random: Math.random,
    log,
  });

  /** Reads by what is set now, and judges blind spots by it. */
  const joinRelay = (): void => {
    ledger.relay.join(shopSettings.settings.relay.isOn);
    relay.restart();
    // Whether this is a head office may be all that has changed.
    statusChanged();
  };

  const receiver = createReceiver({
    intake,
    paths: () => callbackPaths.open(clock.now()),
    used: (path) => {
      const now = clock.now();
      const before = callbackPaths.overdueSince(now);
      lastUse.saw('path', pathId(path), now);
      if (callbackPaths.overdueSince(now) !== before) statusChanged();
    },
    probes,
    accepted: (to) => reach.accepted(to),
    notFound: () => {
      notFound += 1;
    },
    crowded,
  });

  const platform = new Platform({
    settings: () => shopSettings.settings.platform,
    secret: options.platformSecret,
    appSecret: () => appSecrets.inUse.current,
    clock,
    log,
    tempo: options.platformTempo,
  });

  const backups = new BackupKeeper({
    db,
    dataFolder: options.dataFolder,
    version: options.version,
    settings: () => shopSettings.settings.backup,
    timeZone,
    clock,
    log,
    run: jobsIn(options.workerFile),
    wasUnclean,
    hasSecret: () => appSecrets.inUse.current !== null,
    changed: statusChanged,
    visitsChanged: (ids) => {
      cardsChanged(ids);
      photoQueue.wake();
    },
    removeFiles: () => void retention.wake(),
    restart: options.restart,
  });
  foundDamaged = () => backups.foundDamaged();
  const devices = new Devices({ store: new DeviceStore(db), now: clock.now, log });
  const invites = new Invites({ now: clock.now, id: randomUUID, random: randomInt });
  const boardConnections = new ConnectionLimit(MOST_BOARD_CONNECTIONS, crowded);
  const lan = new LanDoor({
    host,
    interfaces: networkInterfaces,
    wanted: () => shopSettings.settings.lan.isOpen,
    log,
    connections: boardConnections,
    ...options.network,
  });
  const doctorFacts = async (): Promise<StationFacts> => {
    const { lan: network, reach: way, verification } = shopSettings.settings;
    const portOf = (address: string): number => Number(new URL(address).port);
    const [receiverPort, boardPort] = [portOf(receiverAddress), portOf(boardAddress)];
    const isExposed = !isLoopback(host);
    return {
      status: status(),
      secret: appSecrets.state(clock.now()),
      paths: callbackPaths.list(clock.now()),
      takesWeak: verification.weakSignatures !== 'off',
      backups: backups.state(),
      port: receiverPort,
      isPortOpen: await takesConnection(new URL(receiverAddress).hostname, receiverPort),
      portsFromOutside: [
        ...(way.way === 'https' ? [way.port] : []),
        ...(isExposed ? [receiverPort] : []),
        ...(isExposed || network.isOpen ? [boardPort] : []),
      ],
      way: way.way,
      printing: sheets.printing,
      otherMessages: otherMessageReader.count(),
      platform: platform.state(),
      relayGap,
      startedBy: options.startedBy,
    };
  };
  const router = createRouter({
    doctor: doctorOf(
      {
        dataFolder: options.dataFolder,
        platform: options.platform,
        version: options.version,
        sqlite: sqliteVersion(db),
        elapsed: clock.elapsed,
      },
      doctorFacts,
    ),
    custody: new CustodyDesk({
      reader: new CustodyReader(db),
      detail: (id) => reader.checkIn(id),
      sheets: (id) => sheetStore.ofCheckIn(id),
      key: options.stationKey,
      dataFolder: options.dataFolder,
      version: options.version,
      secrets: () => [appSecrets.inUse.current, appSecrets.inUse.previous].filter((secret) => secret !== null),
      newId: randomUUID,
      // It is kept with all the others.
      keepKey: async () => void (await options.keptSecrets.change((all) => ({ ...all }))),
      now: clock.now,
    }),
    reader,
    dayReport: new DayReportReader(db),
    deliveries,
    otherMessages: {
      reader: otherMessageReader,
      again: processingAgain,
      // Where the shop drops check-ins of other stores, reports without one are no news.
      reportsWithoutCheckIn: (limit) => {
        const { stores, others } = shopSettings.settings.reception;
        return stores !== null && others === 'drop' ? [] : reader.reportsWithoutCheckIn(limit);
      },
    },
    quarantine,
    intake,
    policy,
    desk: writer.desk,
    hub,
    snapshot,
    status,
    timeZone,
    shopSettings,
    photos: photoQueue,
    vehicles,
    maintenance: new MaintenanceReader(db, { vehicles, zone: timeZone }),
    blind: ledger.spots,
    blindTicked: statusChanged,
    enter: (message, who) => {
      const id = writer.enter(message, who, clock.now());
      arrived([id]);
      return id;
    },
    visitMoved: () => vehicleKeeper.look(),
    happened,
    drills,
    sheets,
    devices,
    invites,
    lan: () => lan.state(),
    keepLogo: (original) => keepLogo(photoFiles, original),
    retention: new RetentionReader(db),
    remover: writer.retention,
    removed: async (ids) => {
      visitsRemoved();
      await dropSheets(options.dataFolder, (id) => ids.includes(id));
      void retention.wake();
    },
    backups,
    settingsChanged: ({
      photos,
      shop,
      backup,
      retention: terms,
      lan: { isOpen },
      hours,
      reception,
      verification,
      reach: way,
      relay: joined,
    }) => {
      if (!isDeepStrictEqual(reception, shopSettings.settings.reception)) storesChanged();
      if (!isDeepStrictEqual(verification, shopSettings.settings.verification)) {
        warnOfRisks();
        statusChanged();
      }
      if (!isDeepStrictEqual(backup, shopSettings.settings.backup)) backups.settingsChanged();
      if (!isDeepStrictEqual(terms, shopSettings.settings.retention)) void retention.wake();
      if (shop.timeZone !== shopSettings.settings.shop.timeZone || hours !== shopSettings.settings.hours)
        statusChanged();
      if (isOpen !== shopSettings.settings.lan.isOpen) void lan.look();
      if (!isDeepStrictEqual(way, shopSettings.settings.reach)) reach.settingsChanged(way);
      if (!isDeepStrictEqual(joined, shopSettings.settings.relay)) joinRelay();
      if (isDeepStrictEqual(photos, shopSettings.settings.photos)) return;
      photoStore.retryRefused();
      photoQueue.wake();
    },
    appSecrets,
    callbackPaths,
    lastUse,
    verificationState: () => ({ weakEnded: weakEnded.list, mayTrustPath: mayTrustPath() }),
    pathsChanged: statusChanged,
    reach,
    tunnelTokens: options.tunnelTokens,
    relay,
    relayMembership,
    relayChanged: () => {
      joinRelay();
      hub.publish([{ type: 'settings' }]);
    },
    platform,
    platformSecret: options.platformSecret,
    fetchedReports: new FetchedReports(db),
    platesHere: new PlatesHere(db),
    secretChanged: () => {
      weakEnded.secretsChanged();
      ledger.look();
      warnOfRisks();
      statusChanged();
    },
    now: clock.now,
    searched: () => indexes.searched(),
    storageFailed: (reason, what) => log.error({ reason, what }, 'what a board asked for could not be stored'),
  });
  const failed = (error: unknown): void => log.debug({ err: error }, 'a request of the board failed');
  const board = await createBoardServer({
    router,
    token: options.boardToken,
    names: () => lan.names,
    devices,
    invites,
    pageFolder: options.pageFolder,
    dataFolder: options.dataFolder,
    wallSettings: () => shopSettings.settings.wall,
    version: options.version,
    connections: boardConnections,
    failed,
  });

  const stop = async (): Promise<void> => {
    ledger.stop();
    platform.stop();
    await drills.cancel();
    photoKeeper.stop();
    const removalStopped = retention.stop();
    const photosStopped = photoQueue.stop();
    const backupsStopped = backups.stop();
    // Whoever is being answered may have the answer; whoever is too slow comes again.
    const deadline = setTimeout(() => receiver.server.closeAllConnections(), STOP_WITHIN_MS);
    await Promise.all([lan.stop(), reach.stop(), relay.stop()]);
    await Promise.all([receiver.close(), board.close()]);
    clearTimeout(deadline);
    devices.stop();
    intake.stop();
    indexes.stop();
    photoKeeper.stop();
    vehicleKeeper.stop();
    contentKeeper.stop();
    sheets.stop();
    lastUse.stop();
    steps.stop();
    await Promise.all([photosStopped, removalStopped, backupsStopped]);
    // Closing removes the log whose absence would otherwise be a finding.
    markStopped(options.dataFolder);
    writer.close();
  };

  photoQueue.wake();
  warnOfRisks();
  try {
    const receiverPort = await listen(receiver, 'receiver', host, options.receiverPort);
    ledger.start();
    const boardPort = await listen(board, 'board', host, options.boardPort);
    await lan.start(board, boardPort);
    receiverAddress = addressOf(host, receiverPort);
    // Whether AutoX3 may send to a relay says whether it is an outage that no way leads here.
    joinRelay();
    reach.start();
    boardAddress = addressOf(host, boardPort);
    try {
      markRunning(options.dataFolder, boardAddress);
    } catch (error) {
      // On a full disk say: the station runs all the same, and only --doctor does not find it.
      log.warn({ err: error }, 'where the board is could not be noted for --doctor');
    }
    return {
      callback: receiverAddress + callbackPaths.current,
      board: `${boardAddress}/?token=${options.boardToken}`,
      api: `${boardAddress}/api/v1`,
      connectPage: createPageServer(router, failed),
      watch: async function* (signal) {
        for await (const { event } of hub.watch(undefined, signal)) yield event;
      },
      sheets,
      beat: () => ledger.beat(),
      rung: (ids) => happened('rung', ids),
      woke: () => {
        reach.disturbed();
        relay.woke();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whether a correctly signed message would be accepted. */
function canAccept(policy: IntakePolicy, now: number): boolean {
  return (
    policy.trustPath || policy.currentSecret !== null || (policy.previousSecret !== null && now < policy.previousEnds)
  );
}

async function listen(
  server: FastifyInstance,
  what: 'receiver' | 'board',
  host: string,
  port: number,
): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw notListening(
      what,
      host,
      port,
      error instanceof Error && 'code' in error ? String(error.code) : String(error),
    );
  }
  return (server.server.address() as AddressInfo).port;
}
