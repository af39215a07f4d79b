#!/usr/bin/env bash
# Deploys one environment: its resources, its secrets, the app. Running it again changes what differs and nothing else.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

say() { printf '%s\n' "$*" >&2; }
refuse() { say "$*"; exit 2; }

usage() {
    local file names=""
    for file in "$here"/parameters/*.bicepparam; do names="$names $(basename "$file" .bicepparam)"; done
    refuse "Usage: infra/deploy.sh <environment> --group <resource group> --organisation <folder> [--policies <folder>] [--location <region>]
  environment     one of:$names
  --group         the resource group; made if it is missing, then --location says where
  --organisation  your directory.yaml and systems.yaml
  --policies      your own policies; then the parameter file has to set Policies__Path, see infra/README.md"
}

read_arguments() {
    [ $# -ge 1 ] || usage
    environment=$1 group="" organisation="" policies="" location=""
    shift
    while [ $# -gt 0 ]; do
        [ $# -ge 2 ] || usage
        case $1 in
            --group) group=$2 ;;
            --organisation) organisation=$2 ;;
            --policies) policies=$2 ;;
            --location) location=$2 ;;
            *) usage ;;
        esac
        shift 2
    done
    [ -f "$here/parameters/$environment.bicepparam" ] || usage
    if [ -z "$group" ] || [ -z "$organisation" ]; then usage; fi
    local file
    for file in directory.yaml systems.yaml; do
        [ -f "$organisation/$file" ] || refuse "There is no $organisation/$file: name the folder of your organisation with --organisation."
    done
    [ -z "$policies" ] || [ -d "$policies" ] || refuse "There is no folder $policies: name the folder of your policies with --policies."
}

# Everything that can be missing is said at once.
check_tools() {
    local missing=""
    need() { command -v "$1" >/dev/null || missing="$missing
  $1: $2"; }
    need az "the Azure CLI, 2.75 or later: https://learn.microsoft.com/cli/azure/install-azure-cli"
    need dotnet "the .NET 10 SDK: https://dotnet.microsoft.com/download"
    need zip "with the system's package manager"
    need curl "with the system's package manager"
    need openssl "with the system's package manager"
    need sha256sum "GNU coreutils (on macOS: brew install coreutils)"
    [ -z "$missing" ] || refuse "Install first:$missing"
    az bicep version >/dev/null 2>&1 || refuse "Install first: az bicep install"
    dotnet --list-sdks | grep -q '^10\.' || refuse "Install first: the .NET 10 SDK, https://dotnet.microsoft.com/download"
    az account show >/dev/null 2>&1 || refuse "Sign in first: az login, then az account set --subscription <the one to deploy into>"
    [ "${AzurePackages:-nuget}" = nuget ] || refuse "AzurePackages is '$AzurePackages'. Only the official packages run in Azure: unset it, or set it to nuget."
}

# The same sources give the same bytes, so that an unchanged package is recognised.
build() {
    say "Building with the official packages."
    dotnet publish "$root/src/ChangeManagement.Functions" --configuration Release -p:AzurePackages=nuget --output "$work/app" >&2
    if compgen -G "$work/app/ChangeManagement.Compat.*" >/dev/null; then
        refuse "The build holds stand-ins (ChangeManagement.Compat.*), which run nothing in Azure. Restore again with -p:AzurePackages=nuget."
    fi
    mkdir -p "$work/app/organisation"
    cp "$organisation"/*.yaml "$work/app/organisation/"
    if [ -n "$policies" ]; then
        mkdir -p "$work/app/policies"
        cp "$policies"/*.yaml "$work/app/policies/"
    fi
    find "$work/app" -exec touch -d 2000-01-01T00:00:00Z {} +
    (cd "$work/app" && find . -type f | LC_ALL=C sort | TZ=UTC zip -q -X "$work/package.zip" -@)
    digest=$(sha256sum "$work/package.zip" | cut -c1-64)
}

# Roles that were just given take minutes until they count.
patiently() {
    local attempt
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        if "$@"; then return; fi
        [ "$attempt" = 10 ] || { say "Not yet (try $attempt of 10): $*"; sleep 30; }
    done
    return 1
}

make_resources() {
    say "Making the resources of $environment in $group."
    if ! az group show --name "$group" --output none 2>/dev/null; then
        [ -n "$location" ] || refuse "There is no resource group $group; say with --location where to make it."
        az group create --name "$group" --location "$location" --output none
    fi
    if DEPLOYER_ID=$(az ad signed-in-user show --query id --output tsv 2>/dev/null); then
        DEPLOYER_TYPE=User
    else
        DEPLOYER_ID=$(az ad sp show --id "$(az account show --query user.name --output tsv)" --query id --output tsv)
        DEPLOYER_TYPE=ServicePrincipal
    fi
    export DEPLOYER_ID DEPLOYER_TYPE
    az deployment group create --resource-group "$group" --name "changes-$environment" --parameters "$here/parameters/$environment.bicepparam" --output none
    app=$(output appName)
    address=$(output appAddress)
    candidate=$(output candidateName)
    candidate_address=$(output candidateAddress)
    [ "$candidate" = "$app" ] || may_run=yes
    vault=$(output vaultName)
    storage=$(output storageName)
    strategy=$(output updateStrategy)
}

output() {
    az deployment group show --resource-group "$group" --name "changes-$environment" --query "properties.outputs.$1.value" --output tsv
}

# A key that seals the register is made once and never again: only where the vault could be read and does not hold it.
set_secrets() {
    local wanted present secret missing=""
    wanted=$(output secrets)
    patiently list_secrets || refuse "The vault $vault cannot be read. Whoever deploys needs the role Key Vault Secrets Officer on it; wait a little and run this again."
    present=$(cat "$work/secrets")
    for secret in $wanted; do
        if grep -qx -- "$secret" <<<"$present"; then continue; fi
        if [ "$secret" = Audit--Key ]; then
            (umask 077 && printf 'first %s\n' "$(openssl rand -hex 32)" >"$work/secret")
        elif [ -t 0 ]; then
            local value
            read -rsp "$secret (not shown): " value && say ""
            (umask 077 && printf '%s' "$value" >"$work/secret")
        else
            missing="$missing
  az keyvault secret set --vault-name $vault --name $secret --file <a file that holds it>"
            continue
        fi
        az keyvault secret set --vault-name "$vault" --name "$secret" --file "$work/secret" --output none
        rm -f "$work/secret"
    done
    [ -z "$missing" ] || refuse "Set these secrets, then run this again:$missing"
}

list_secrets() { az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv >"$work/secrets"; }

# Else an app that was made before its secrets would know them only within a day.
reread_secrets() {
    az rest --method post --output none \
        --uri "/subscriptions/{subscriptionId}/resourceGroups/$group/providers/Microsoft.Web/sites/$1/config/configreferences/appsettings/refresh?api-version=2022-03-01"
}

publish() { az functionapp deployment source config-zip --resource-group "$group" --name "$1" --src "$2" --output none; }

# Ready three times in a row: the first answer may still come from an instance that is about to go.
is_ready() {
    local attempt good=0
    for attempt in $(seq 1 40); do
        if [ "$(curl --silent --fail --max-time 60 "$1/healthz/ready" || true)" = ready ]; then good=$((good + 1)); else good=0; fi
        if [ "$good" = 3 ]; then return; fi
        sleep 10
    done
    return 1
}

try_on_candidate() {
    [ "$candidate" != "$app" ] || return 0
    say "Trying the package on $candidate."
    az functionapp start --resource-group "$group" --name "$candidate" --output none
    local well=yes
    { reread_secrets "$candidate" && publish "$candidate" "$work/package.zip" && is_ready "$candidate_address"; } || well=no
    stop_candidate
    [ "$well" = yes ] || refuse "The package does not start on $candidate, so $app was left as it is. The log says why: Application Insights, traces of $candidate."
}

stop_candidate() {
    az functionapp stop --resource-group "$group" --name "$candidate" --output none
    may_run=no
}

# However it ends: the candidate runs only while a package is tried on it, and making the resources may have started it.
clean_up() {
    if [ "$may_run" = yes ]; then stop_candidate || say "$candidate may still run: az functionapp stop --resource-group $group --name $candidate"; fi
    rm -rf "$work"
}

blob() { az storage blob "$@" --account-name "$storage" --container-name releases --auth-mode login --only-show-errors; }

ask_what_ran() { blob exists --name current --query exists --output tsv >"$work/exists"; }

# Only a storage that says so has seen no package: else a release that fails would find nothing to go back to.
what_ran() {
    if patiently ask_what_ran; then
        [ "$(cat "$work/exists")" != false ] || return 0
        if patiently blob download --name current --file "$work/current" --output none; then
            before=$(cat "$work/current")
            return
        fi
    fi
    refuse "The storage $storage cannot be read, so nobody knows what ran before, and $app was left as it is. Whoever deploys needs the role Storage Blob Data Contributor on its container releases; wait a little and run this again."
}

release() {
    local before=""
    what_ran
    if [ "$before" = "$digest" ]; then
        say "$app runs this package already."
        reread_secrets "$app"
        is_ready "$address" || refuse "$app is not ready; see the traces of $app in Application Insights."
        return
    fi
    try_on_candidate
    patiently blob upload --name "$digest.zip" --file "$work/package.zip" --overwrite --output none
    say "Publishing to $app."
    reread_secrets "$app"
    if publish "$app" "$work/package.zip" && is_ready "$address"; then
        printf '%s' "$digest" >"$work/current"
        patiently blob upload --name current --file "$work/current" --overwrite --output none
        return
    fi
    [ -n "$before" ] || refuse "$app does not get ready, and no package ran before to go back to; see the traces of $app in Application Insights."
    say "$app does not get ready; going back to what ran before."
    patiently blob download --name "$before.zip" --file "$work/before.zip" --output none
    publish "$app" "$work/before.zip"
    is_ready "$address" || refuse "$app is not ready with the package before either; see the traces of $app in Application Insights."
    refuse "$app runs the package of before again. The new one does not get ready there; see the traces of $app in Application Insights."
}

# Instances that are replaced one by one answer with either package, and nothing tells when the last is.
conclude() {
    if [ "$strategy" = Recreate ]; then
        say "Ready: $address"
    else
        say "With $strategy the instances of before answer until the last is replaced: whether the new package gets ready on $app, nobody knows yet, and nothing goes back by itself.
Watch the traces of $app in Application Insights. Published, and not checked: $address"
    fi
}

read_arguments "$@"
check_tools
work=$(mktemp -d)
may_run=no
trap clean_up EXIT
build
make_resources
set_secrets
release
conclude
