using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MailOperator.Architecture;

/// <summary>Reads from a compiled assembly what each of its types uses: in signatures, bodies, attributes and type arguments.</summary>
internal static class AssemblyUsages
{
    /// <summary>All usages of the types in namespaces below <c>MailOperator</c>; what the compiler adds elsewhere is not ours.</summary>
    public static IReadOnlySet<Usage> Read(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly));
        return module.GetTypes().Where(IsOurs).SelectMany(type => Of(type).Select(used => new Usage(Outermost(type), used))).ToHashSet();
    }

    private static bool IsOurs(TypeDefinition type) => Outermost(type).StartsWith("MailOperator.", StringComparison.Ordinal);

    private static IEnumerable<string> Of(TypeDefinition type) =>
    [
        .. Names(type.BaseType),
        .. type.Interfaces.SelectMany(each => Names(each.InterfaceType)),
        .. type.GenericParameters.SelectMany(Constraints),
        .. Attributes(type),
        .. type.Fields.SelectMany(field => Names(field.FieldType).Concat(Attributes(field))),
        .. type.Properties.SelectMany(Attributes),
        .. type.Methods.SelectMany(Of),
    ];

    private static IEnumerable<string> Of(MethodDefinition method) =>
    [
        .. Names(method.ReturnType),
        .. method.Parameters.SelectMany(parameter => Names(parameter.ParameterType).Concat(Attributes(parameter))),
        .. method.GenericParameters.SelectMany(Constraints),
        .. Attributes(method),
        .. method.HasBody ? Body(method.Body) : [],
    ];

    private static IEnumerable<string> Body(MethodBody body) =>
    [
        .. body.Variables.SelectMany(variable => Names(variable.VariableType)),
        .. body.ExceptionHandlers.SelectMany(handler => Names(handler.CatchType)),
        .. body.Instructions.SelectMany(Operand),
    ];

    private static IEnumerable<string> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => Names(type),
        MethodReference method =>
        [
            $"{Outermost(method.DeclaringType.GetElementType())}::{method.Name}",
            .. Arguments(method.DeclaringType),
            .. (method as GenericInstanceMethod)?.GenericArguments.SelectMany(Names) ?? [],
        ],
        FieldReference field => [$"{Outermost(field.DeclaringType.GetElementType())}::{field.Name}", .. Arguments(field.DeclaringType)],
        _ => [],
    };

    private static IEnumerable<string> Constraints(GenericParameter parameter) =>
        parameter.Constraints.SelectMany(each => Names(each.ConstraintType));

    private static IEnumerable<string> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => Names(attribute.AttributeType));

    private static IEnumerable<string> Names(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [Outermost(generic.ElementType), .. generic.GenericArguments.SelectMany(Names)],
        // Arrays, references, pointers, modifiers.
        TypeSpecification specification => Names(specification.ElementType),
        _ => [Outermost(type)],
    };

    private static IEnumerable<string> Arguments(TypeReference type) =>
        type is GenericInstanceType generic ? generic.GenericArguments.SelectMany(Names) : [];

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } around)
            type = around;
        return type.FullName.Split('`')[0];
    }
}
