using ChangeManagement.Testing.Hosting;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.Functions.Tests.Walks;

/// <summary>The walks of the five policies through the functions, with the register on Azurite.</summary>
public sealed class GatewayOperationsOnTheFunctions() : GatewayOperationsWalks(FunctionsHost.Run);

/// <inheritdoc cref="GatewayOperationsOnTheFunctions"/>
public sealed class PriorityApprovalOnTheFunctions() : PriorityApprovalWalks(FunctionsHost.Run);

/// <inheritdoc cref="GatewayOperationsOnTheFunctions"/>
public sealed class SecurityOfficerOnTheFunctions() : SecurityOfficerWalks(FunctionsHost.Run);

/// <inheritdoc cref="GatewayOperationsOnTheFunctions"/>
public sealed class AdvisoryBoardOnTheFunctions() : AdvisoryBoardWalks(FunctionsHost.Run);

/// <inheritdoc cref="GatewayOperationsOnTheFunctions"/>
public sealed class BuildOsOnTheFunctions() : BuildOsWalks(FunctionsHost.Run);
