#include "scan/source/heif_imp.h"

#include <dlfcn.h>
#include <stdlib.h>

#include <libheif/heif.h>

#include "base/mem.h"

static const char library[] = "libheif.so.1";

enum {
	BYTES_MAX = 64 << 20, /* a photo of 48 million pixels has 5 MB */
	SIDE_MAX = 16384
};

/* What is called of the library. */
#define CALLS(X)                                                                               \
	X(heif_context_alloc)                                                                  \
	X(heif_context_free)                                                                   \
	X(heif_context_read_from_memory_without_copy)                                          \
	X(heif_context_set_maximum_image_size_limit)                                           \
	X(heif_context_set_max_decoding_threads)                                               \
	X(heif_context_get_primary_image_handle)                                               \
	X(heif_image_handle_release)                                                           \
	X(heif_decoding_options_alloc)                                                         \
	X(heif_decoding_options_free)                                                          \
	X(heif_decode_image)                                                                   \
	X(heif_image_get_width)                                                                \
	X(heif_image_get_height)                                                               \
	X(heif_image_get_plane_readonly)                                                       \
	X(heif_image_release)

struct calls {
#define MEMBER(name) __typeof__(name) *name;
	CALLS(MEMBER)
#undef MEMBER
};

struct heif {
	struct calls lib;
	unsigned char *bytes;
	struct heif_context *context;
	struct heif_image_handle *handle;
	struct heif_image *image;
	const uint8_t *grey;
	int stride;
};

int
heif_load(void)
{
	return dlopen(library, RTLD_NOW) != NULL ? 0 : -1;
}

/* As loaded before the sandbox: no file is opened. */
static void *
loaded(void)
{
	return dlopen(library, RTLD_NOW | RTLD_NOLOAD);
}

int
heif_is_loaded(void)
{
	return loaded() != NULL;
}

static int
calls_find(struct calls *c)
{
	void *lib = loaded();

	if (lib == NULL)
		return -1;
#define FIND(name)                                                                             \
	*(void **)&c->name = dlsym(lib, #name);                                                \
	if (c->name == NULL)                                                                   \
		return -1;
	CALLS(FIND)
#undef FIND
	return 0;
}

static int
context_fill(struct heif *h, const struct input *in)
{
	h->bytes = mem_alloc((size_t)in->size);
	if (input_read(in, 0, h->bytes, (size_t)in->size) != in->size)
		return -1;
	h->context = h->lib.heif_context_alloc();
	if (h->context == NULL)
		return -1;
	h->lib.heif_context_set_maximum_image_size_limit(h->context, SIDE_MAX);
	h->lib.heif_context_set_max_decoding_threads(h->context, 0);
	if (h->lib
		.heif_context_read_from_memory_without_copy(
		    h->context, h->bytes, (size_t)in->size, NULL)
		.code != heif_error_Ok)
		return -1;
	return h->lib.heif_context_get_primary_image_handle(h->context, &h->handle).code ==
		       heif_error_Ok
		   ? 0
		   : -1;
}

struct heif *
heif_new(const struct input *in)
{
	struct heif *h = mem_zero(1, sizeof *h);

	if (in->size <= BYTES_MAX && calls_find(&h->lib) == 0 && context_fill(h, in) == 0)
		return h;
	heif_free(h);
	return NULL;
}

void
heif_free(struct heif *h)
{
	if (h == NULL)
		return;
	if (h->image != NULL)
		h->lib.heif_image_release(h->image);
	if (h->handle != NULL)
		h->lib.heif_image_handle_release(h->handle);
	if (h->context != NULL)
		h->lib.heif_context_free(h->context);
	free(h->bytes);
	free(h);
}

int
heif_start(struct heif *h, int *w, int *ht)
{
	struct heif_decoding_options *o = h->lib.heif_decoding_options_alloc();
	int ok;

	if (o != NULL)
		o->convert_hdr_to_8bit = 1;
	/* of brightness and two colours, the first is all that is wanted */
	ok = h->lib
		 .heif_decode_image(
		     h->handle, &h->image, heif_colorspace_YCbCr, heif_chroma_420, o)
		 .code == heif_error_Ok;
	h->lib.heif_decoding_options_free(o);
	if (!ok)
		return -1;
	h->grey = h->lib.heif_image_get_plane_readonly(h->image, heif_channel_Y, &h->stride);
	*w = h->lib.heif_image_get_width(h->image, heif_channel_Y);
	*ht = h->lib.heif_image_get_height(h->image, heif_channel_Y);
	return h->grey != NULL ? 0 : -1;
}

const uint8_t *
heif_row(const struct heif *h, int y)
{
	return h->grey + (size_t)y * (size_t)h->stride;
}
