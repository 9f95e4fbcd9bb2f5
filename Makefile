# Daily work. The build itself is CMake's (CMakePresets.json).
.PHONY: all build demo test quick bench lint format install clean
all: build
build:
	sh scripts/setup
	sh scripts/build release
demo:
	sh scripts/demo
test:
	sh scripts/test
quick:
	sh scripts/test quick
bench: build ## BENCH_TEXTS: texts for the speed, else examples/; BENCH_TREEBANKS: CoNLL-U files for the table of the parser
	sh bench/throughput.sh build/entente $(BENCH_TEXTS)
	sh bench/syntax.sh build $(BENCH_TREEBANKS)
lint:
	sh scripts/setup lint
	sh tools/lint
format:
	clang-format -i $$(git ls-files '*.c' '*.h')
install: build
	DESTDIR="$(DESTDIR)" cmake --install build
clean:
	rm -rf build build-debug build-asan build-tsan build-clang build-fuzz
