# `make help` lists what there is. Deno and Bun are taken from PATH; where they
# are missing, pinned versions come from npm into .tools, and nowhere else.

DENO_VERSION := 2.9.6
BUN_VERSION := 1.4.5

TOOLS := .tools
BUILD := .build

# The least that the server needs: sockets, the files that are named to it,
# variables, any of which may set something, to start its successor and what
# [check] names, and for reverse DNS what name servers the system asks.
PERMISSIONS := --unstable-net --allow-net --allow-read --allow-write --allow-env --allow-run --allow-sys=networkInterfaces

# By itself V8 lets the youngest objects take 64 MB: less of it halves what a
# connection costs.
V8_FLAGS := --v8-flags=--max-semi-space-size=8

RECENT := const [major, minor] = Deno.version.deno.split(".").map(Number); \
	Deno.exit(major > 2 || (major === 2 && minor >= 9) ? 0 : 1)
DENO := $(if $(shell deno eval '$(RECENT)' 2>/dev/null && echo yes),deno,$(TOOLS)/deno)
BUN := $(if $(shell bun --version 2>/dev/null),bun,$(TOOLS)/bun)
export PATH := $(CURDIR)/$(TOOLS):$(PATH)
export DENO_NO_UPDATE_CHECK := 1

SOURCES := $(shell find src -name '*.ts' -o -name '*.md' 2>/dev/null) deno.json deno.lock
NEEDS_DENO := $(filter $(TOOLS)/deno,$(DENO))
NEEDS_BUN := $(filter $(TOOLS)/bun,$(BUN))

.PHONY: help run test test-browser format check-format lint check doc unit e2e build bench bench-accounts bench-hostile bench-queries bench-history bench-kept dist clean

help: ## list these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: $(NEEDS_DENO) ## start the server on [::]:6667 (ARGS="--port 7000" adds flags)
	@exec $(DENO) run --quiet $(V8_FLAGS) $(PERMISSIONS) src/main.ts $(ARGS)

test: check-format lint check doc unit e2e ## formatting, lint, types and every test, on both runtimes

CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

test-browser: $(NEEDS_DENO) $(BUILD)/ircd-bun ## the tests with a browser, headless Chromium, on both runtimes
	@test -n '$(CHROMIUM)' || { \
		echo 'Chromium is needed, and there is none (Debian: apt-get install chromium).' >&2; \
		exit 1; \
	}
	CHROMIUM=$(CHROMIUM) $(DENO) test --quiet --allow-all tests/browser

check-format: $(NEEDS_DENO)
	$(DENO) fmt --check --quiet

lint: $(NEEDS_DENO)
	$(DENO) lint --quiet

check: $(NEEDS_DENO)
	$(DENO) check --quiet src tests

doc: $(NEEDS_DENO) ## the examples in the comments
	$(DENO) test --quiet --doc src

# Several files at once, and no types: those are checked before.
unit: $(NEEDS_DENO) ## the tests that need no socket
	$(DENO) test --quiet --no-check --parallel --allow-read=. --allow-env=WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE tests/unit tests/sim

e2e: $(NEEDS_DENO) $(BUILD)/ircd-bun ## the tests over real sockets, on both runtimes
	DENO_JOBS=3 $(DENO) test --quiet --no-check --parallel --allow-all tests/e2e

format: $(NEEDS_DENO) ## format the sources
	$(DENO) fmt --quiet

build: ## leave one executable, ./ircd (RUNTIME=deno or RUNTIME=bun forces one)
	@$(MAKE) --no-print-directory build-$(or $(RUNTIME),any)

.PHONY: build-any build-deno build-bun
build-any: $(BUILD)/ircd-deno.js
	@if output=$$($(DENO_COMPILE) 2>&1); then \
		echo 'Built ./ircd with Deno.'; \
	elif echo "$$output" | grep -q 'base binary'; then \
		echo 'The base binary of deno compile cannot be downloaded: building the same server with Bun.'; \
		$(MAKE) --no-print-directory build-bun; \
	else \
		echo "$$output" >&2; exit 1; \
	fi

build-deno: $(BUILD)/ircd-deno.js
	@$(DENO_COMPILE)
	@echo 'Built ./ircd with Deno.'

build-bun: $(BUILD)/ircd-bun
	@cp $< ircd
	@echo 'Built ./ircd with Bun.'

# A bundle first: deno compile would take in every package that deno.json names,
# those of the tests too.
DENO_COMPILE = $(DENO) compile --quiet --no-config --no-check $(V8_FLAGS) $(PERMISSIONS) \
	--output ircd $(BUILD)/ircd-deno.js

$(BUILD)/ircd-deno.js: $(SOURCES) | $(NEEDS_DENO)
	@$(DENO) check --quiet src/main.ts
	@$(DENO) bundle --quiet --platform deno --output $@ src/main.ts

$(BUILD)/ircd-bun.js: $(SOURCES) | $(NEEDS_DENO)
	@$(DENO) check --quiet src/main_bun.ts
	@$(DENO) bundle --quiet --platform deno --output $@ src/main_bun.ts

$(BUILD)/ircd-bun: $(BUILD)/ircd-bun.js | $(NEEDS_BUN)
	@$(BUN) build --compile --minify $< --outfile $@ >/dev/null

# With Bun, which compiles for other systems than its own: their bases come from
# npm. What cannot be had is said, and is a failure once all else is built.
TARGETS := linux-x64 linux-arm64 darwin-x64 darwin-arm64 windows-x64
VERSION = $(shell sed -n 's/.*"version": "\(.*\)".*/\1/p' deno.json)
SHA256 = $(shell command -v sha256sum || echo shasum -a 256)

dist: $(BUILD)/ircd-bun.js | $(NEEDS_BUN) ## executables for all systems in ./dist, with checksums (TARGETS="linux-x64" makes one)
	@rm -rf dist; mkdir dist; missing=; \
	for target in $(TARGETS); do \
		file=dist/ircd-$(VERSION)-$$target; \
		if output=$$($(BUN) build --compile --minify --target=bun-$$target $< --outfile $$file 2>&1); then \
			echo "Built $$file."; \
		else \
			echo "There is none for $$target: $$(echo "$$output" | grep -i error | head -1)" >&2; \
			rm -f $$file*; missing="$$missing $$target"; \
		fi; \
	done; \
	cd dist; set -- *; \
	if [ -e "$$1" ]; then $(SHA256) -- "$$@" > SHA256SUMS; fi; \
	[ -z "$$missing" ] || { echo "Not built:$$missing." >&2; exit 1; }

bench: $(NEEDS_DENO) $(NEEDS_BUN) $(BUILD)/ircd-bun ## load both servers, and ngIRCd, InspIRCd and Ergo where installed
	@DENO=$(DENO) $(BUN) tests/bench/main.ts $(ARGS)

bench-hostile: $(NEEDS_DENO) $(NEEDS_BUN) $(BUILD)/ircd-bun ## how long others wait while clients flood, with the limits as shipped
	@DENO=$(DENO) $(BUN) tests/bench/main.ts --table hostile $(ARGS)

bench-kept: $(NEEDS_DENO) $(NEEDS_BUN) $(BUILD)/ircd-bun ## the load of clients with the history and without it
	@DENO=$(DENO) $(BUN) tests/bench/main.ts --table history $(ARGS)

bench-accounts: $(NEEDS_DENO) $(NEEDS_BUN) $(BUILD)/ircd-bun ## what 100,000 accounts cost: import, start, memory
	@DENO=$(DENO) $(BUN) tests/bench/accounts.ts

bench-queries: $(NEEDS_DENO) $(NEEDS_BUN) ## the cost of long answers on a large network, in memory
	@$(DENO) run --quiet tests/bench/queries.ts
	@$(DENO) bundle --quiet --platform deno --output $(BUILD)/queries.js tests/bench/queries.ts
	@$(BUN) $(BUILD)/queries.js

bench-history: $(NEEDS_DENO) $(NEEDS_BUN) ## what the history costs: storing, reading, searching (ARGS="10000000" stores so many)
	@$(DENO) bundle --quiet --platform deno --output $(BUILD)/history.js tests/bench/history.ts
	@echo Deno; $(DENO) run --quiet --allow-all $(V8_FLAGS) $(BUILD)/history.js $(ARGS)
	@echo Bun; $(BUN) $(BUILD)/history.js $(ARGS)

clean: ## remove what was built
	rm -rf $(BUILD) dist ircd

$(TOOLS)/deno:
	@$(call install,deno,$(DENO_VERSION),deno,install.cjs,https://docs.deno.com/runtime/getting_started/installation)

$(TOOLS)/bun:
	@$(call install,bun,$(BUN_VERSION),bin/bun.exe,install.js,https://bun.com/docs/installation)

# $(1) package, $(2) version, $(3) its executable, $(4) its install script, which
# npm may be set not to run, $(5) how else to get it.
define install
command -v npm >/dev/null || { \
	echo '$(1) $(2) is needed: $(5) (or npm, to install it here).' >&2; \
	exit 1; \
}; \
npm install --silent --no-save --no-audit --no-fund --prefix $(TOOLS)/$(1)-$(2) $(1)@$(2) && \
cd $(TOOLS)/$(1)-$(2)/node_modules/$(1) && \
{ ./$(3) --version >/dev/null 2>&1 || node $(4); } && \
ln -sf $(1)-$(2)/node_modules/$(1)/$(3) $(CURDIR)/$@
endef
