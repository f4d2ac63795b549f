using System.Reflection;
using MailOperator.Server;

namespace MailOperator.Tests.Server;

/// <summary>Every choice that the custom resource has is one that the Postfix library knows, and the other way round.</summary>
public class PostfixTermsTests
{
    private static readonly Assembly Operator = typeof(ServerModel).Assembly;

    private static readonly MethodInfo[] Translations =
        [.. Operator.GetType("MailOperator.Server.PostfixTerms")!.GetMethods().Where(method => method.Name == "ToPostfix")];

    public static TheoryData<Type, Type> Pairs { get; } =
        [.. Translations.Select(method => (method.GetParameters()[0].ParameterType, method.ReturnType))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_choice_of_the_resource_is_the_one_of_that_name_in_Postfix(Type choices, Type terms)
    {
        var translation = Translations.Single(method => method.GetParameters()[0].ParameterType == choices);
        var translated = Enum.GetValues(choices).Cast<Enum>()
            .ToDictionary(choice => choice.ToString(), choice => translation.Invoke(null, [choice])!.ToString());
        Assert.All(translated, each => Assert.Equal(each.Key, each.Value));
        Assert.Equal(Enum.GetNames(terms).Order(), translated.Values.Order());
    }

    [Fact]
    public void Enums_of_one_name_are_translated_in_this_one_place()
    {
        var ofPostfix = typeof(Postfix.TlsMode).Assembly.GetTypes()
            .Where(type => type is { IsEnum: true, Namespace: "MailOperator.Postfix" })
            .Select(type => type.Name);
        var ofTheResource = Operator.GetTypes().Where(type => type is { IsEnum: true, Namespace: "MailOperator.Api" }).Select(type => type.Name);
        var translated = Pairs.Select(pair => pair.Data.Item1.Name);
        Assert.Empty(ofPostfix.Intersect(ofTheResource).Except(translated));
    }
}
