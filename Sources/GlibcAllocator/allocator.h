// mallopt(3), which Swift's own module of glibc leaves out.
#include <malloc.h>
