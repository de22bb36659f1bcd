/* Put in front of libopi: claims to be of ABI 7.0. */
#include <stdint.h>

uint32_t opi_abi_version(void);

uint32_t opi_abi_version(void)
{
    return UINT32_C(7) << 16;
}
