import type * as mediasoup from 'mediasoup/types';
import {
  type RtpCapabilities,
  type RtpHeaderExtensionUri,
  type RtpParameters,
  rtpHeaderExtensionUriSchema,
} from '../../src/shared/features/meetings/media-parameters.model';

/** mediasoup knows header extensions that mediasoup-client does not; those are not spoken of. */
function isSignaled<E extends { uri: string }>(
  extension: E,
): extension is E & { uri: RtpHeaderExtensionUri } {
  return rtpHeaderExtensionUriSchema.safeParse(extension.uri).success;
}

/** A router's capabilities as they are told to clients. */
export function signaledCapabilities({
  headerExtensions,
  ...rest
}: mediasoup.RtpCapabilities): RtpCapabilities {
  return headerExtensions ? { ...rest, headerExtensions: headerExtensions.filter(isSignaled) } : rest;
}

/** A consumer's parameters as they are told to its client. */
export function signaledParameters({ headerExtensions, ...rest }: mediasoup.RtpParameters): RtpParameters {
  return headerExtensions ? { ...rest, headerExtensions: headerExtensions.filter(isSignaled) } : rest;
}
