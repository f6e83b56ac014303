/**
 * What cards say of a request: in an answer by its name, in an error packet by its place in this list. From HErrorCode
 * of the maker's SDK.
 */
const results = [
  ...['kSuccess', 'kWriteFinish', 'kProcessError', 'kVersionTooLow', 'kDeviceOccupa', 'kFileOccupa'],
  ...['kReadFileExcessive', 'kInvalidPacketLen', 'kInvalidParam', 'kNotSpaceToSave', 'kCreateFileFailed'],
  ...['kWriteFileFailed', 'kReadFileFailed', 'kInvalidFileData', 'kFileContentError', 'kOpenFileFailed'],
  ...['kSeekFileFailed', 'kRenameFailed', 'kFileNotFound', 'kFileNotFinish', 'kXmlCmdTooLong'],
  ...['kInvalidXmlIndex', 'kParseXmlFailed', 'kInvalidMethod', 'kMemoryFailed', 'kSystemError'],
  ...['kUnsupportVideo', 'kNotMediaFile', 'kParseVideoFailed', 'kUnsupportFrameRate', 'kUnsupportResolution'],
  ...['kUnsupportFormat', 'kUnsupportDuration', 'kDownloadFileFailed', 'kScreenNodeIsNull', 'kNodeExist'],
  ...['kNodeNotExist', 'kPluginNotExist', 'kCheckLicenseFailed', 'kNotFoundWifiModule'],
  ...['kTestWifiUnsuccessful', 'kRunningError', 'kUnsupportMethod', 'kInvalidGUID', 'kFirmwareFormatError'],
  ...['kTagNotFound', 'kAttrNotFound', 'kCreateTagFailed', 'kUnsupportDeviceType'],
];

export const SUCCESS = 'kSuccess';
/** Another program has the card. */
export const OCCUPIED = 'kDeviceOccupa';

export const resultOf = (code: number): string => results[code] ?? String(code);

/** What a technician can do about a result; undefined: nothing is known. */
export function hintOf(result: string): string | undefined {
  if (result === 'kUnsupportMethod' || result === 'kVersionTooLow')
    return 'Update the firmware of the card with HDPlayer.';
  if (result === OCCUPIED) return 'Close HDPlayer, or whatever else is connected to the card.';
  return undefined;
}
