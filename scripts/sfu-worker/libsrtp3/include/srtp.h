// The part of libsrtp 3's interface that mediasoup calls, on top of libsrtp 2. For C++ only: it overloads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Version 2 calls its plain policy record what version 3 calls the handle to an opaque one.
#define srtp_policy_t srtp_v2_policy
#include <srtp2/srtp.h>
#undef srtp_policy_t

// New in version 3; version 2 never returns them by itself.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);

struct srtp_v3_policy
{
	srtp_v2_policy record{};
	std::array<uint8_t, SRTP_MAX_KEY_LEN> key{};

	~srtp_v3_policy()
	{
		// Through a volatile pointer, so that the compiler keeps it: keys do not stay behind in freed memory.
		volatile uint8_t* byte = key.data();

		for (size_t i = 0; i < key.size(); ++i)
		{
			byte[i] = 0;
		}
	}
};

using srtp_policy_t = srtp_v3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) srtp_v3_policy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->record.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto rtp = srtp_crypto_policy_set_from_profile_for_rtp(&policy->record.rtp, profile);

	if (rtp != srtp_err_status_ok)
	{
		return rtp;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->record.rtcp, profile);
}

// Version 2 takes key and salt as one piece. Master key identifiers are not supported here; mediasoup has none.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* mki,
  size_t mkiLength)
{
	if (mki || mkiLength != 0 || keyLength + saltLength > policy->key.size())
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key.data(), key, keyLength);
	std::memcpy(policy->key.data() + keyLength, salt, saltLength);
	policy->record.key = policy->key.data();

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->record.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
	policy->record.window_size = packets;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->record);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

// Version 2 works in place and trusts the caller about room; version 3 copies and is told how much there is.
template<typename Operation>
inline srtp_err_status_t srtp_v2_in_place(
  Operation operation,
  srtp_t session,
  const uint8_t* in,
  size_t inLength,
  uint8_t* out,
  size_t* outLength,
  size_t growth)
{
	if (*outLength < inLength + growth)
	{
		return srtp_err_status_buffer_small;
	}

	if (out != in)
	{
		std::memmove(out, in, inLength);
	}

	auto length       = static_cast<int>(inLength);
	const auto status = operation(session, out, &length);

	if (status == srtp_err_status_ok)
	{
		*outLength = static_cast<size_t>(length);
	}

	return status;
}

using srtp_v2_operation = srtp_err_status_t (*)(srtp_t, void*, int*);

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength, size_t /*mkiIndex*/)
{
	return srtp_v2_in_place(
	  static_cast<srtp_v2_operation>(srtp_protect), session, in, inLength, out, outLength, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength)
{
	return srtp_v2_in_place(
	  static_cast<srtp_v2_operation>(srtp_unprotect), session, in, inLength, out, outLength, 0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength, size_t /*mkiIndex*/)
{
	// The trailer of RTCP has four bytes more: its index (RFC 3711, 3.4).
	return srtp_v2_in_place(
	  static_cast<srtp_v2_operation>(srtp_protect_rtcp), session, in, inLength, out, outLength, SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength)
{
	return srtp_v2_in_place(
	  static_cast<srtp_v2_operation>(srtp_unprotect_rtcp), session, in, inLength, out, outLength, 0);
}
