import initial from './migrations/001-initial.sql?raw';
import settings from './migrations/002-settings.sql?raw';
import photos from './migrations/003-photos.sql?raw';
import desk from './migrations/004-desk.sql?raw';
import devices from './migrations/005-devices.sql?raw';
import photoTries from './migrations/006-photo-tries.sql?raw';
import history from './migrations/007-history.sql?raw';
import sheets from './migrations/008-sheets.sql?raw';
import retention from './migrations/009-retention.sql?raw';
import backups from './migrations/010-backups.sql?raw';
import vehicles from './migrations/011-vehicles.sql?raw';
import dayReport from './migrations/012-day-report.sql?raw';
import removed from './migrations/013-removed.sql?raw';
import searchRuns from './migrations/014-search-runs.sql?raw';
import blind from './migrations/015-blind.sql?raw';
import reception from './migrations/016-reception.sql?raw';
import deliveries from './migrations/017-deliveries.sql?raw';
import visitStep from './migrations/018-visit-step.sql?raw';
import reportsAndPlans from './migrations/019-reports-and-plans.sql?raw';
import names from './migrations/020-names.sql?raw';
import unreadMessages from './migrations/021-unread-messages.sql?raw';
import vehiclePlans from './migrations/022-vehicle-plans.sql?raw';
import reportMoves from './migrations/023-report-moves.sql?raw';
import fetchedReports from './migrations/024-fetched-reports.sql?raw';
import relayedDeliveries from './migrations/025-relayed-deliveries.sql?raw';
import relay from './migrations/026-relay.sql?raw';
import relayContact from './migrations/027-relay-contact.sql?raw';
import messageRuns from './migrations/028-message-runs.sql?raw';
import plateReadings from './migrations/029-plate-readings.sql?raw';

/** The migrations in order; number n brings a database to `user_version` n. A released one is never edited. */
export const MIGRATIONS: readonly string[] = [
  initial,
  settings,
  photos,
  desk,
  devices,
  photoTries,
  history,
  sheets,
  retention,
  backups,
  vehicles,
  dayReport,
  removed,
  searchRuns,
  blind,
  reception,
  deliveries,
  visitStep,
  reportsAndPlans,
  names,
  unreadMessages,
  vehiclePlans,
  reportMoves,
  fetchedReports,
  relayedDeliveries,
  relay,
  relayContact,
  messageRuns,
  plateReadings,
];
