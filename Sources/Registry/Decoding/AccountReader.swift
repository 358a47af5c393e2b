import JSONCursor

/// Reads accounts: objects, or texts of the form `name <email>`.
struct AccountReader {
    private enum Field: Int { case name, email, trustedPublisher, approver }

    private static let accountFields = JSONFields(["name", "email"])
    private static let publisherFields = JSONFields(["name", "email", "trustedPublisher", "approver"])
    private static let trustFields = JSONFields(["id", "oidcConfigId"])

    /// A list of accounts; unreadable as a whole if one of them is, because its length would be wrong.
    func list(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<[Account]> {
        let type = try cursor.nextType()
        guard type == .array else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var accounts: [Account] = []
        var isReadable = true
        try cursor.enterArray()
        while try cursor.nextElement() {
            if case .value(let account) = try account(&cursor, &pool) {
                accounts.append(account)
            } else {
                isReadable = false
            }
        }
        return isReadable ? .value(accounts) : .unreadable
    }

    func account(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<Account> {
        guard try cursor.nextType() == .object else {
            return try cursor.lenientText(&pool).flatMap { Account(person: $0) }
        }
        var account = Account(name: nil, email: nil)
        try cursor.enterObject()
        while let field = try cursor.nextField(of: Self.accountFields) {
            let text = try cursor.lenientText(&pool)
            guard case .value(let text) = text else { continue }
            if field == Field.name.rawValue { account.name = text } else { account.email = text }
        }
        return account.name == nil && account.email == nil ? .unreadable : .value(account)
    }

    func publisher(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<Publisher> {
        guard try cursor.nextType() == .object else {
            return try cursor.lenientText(&pool).flatMap { Account(person: $0).map { Publisher(account: $0) } }
        }
        var publisher = Publisher(account: Account(name: nil, email: nil))
        var isReadable = true
        try cursor.enterObject()
        while let index = try cursor.nextField(of: Self.publisherFields), let field = Field(rawValue: index) {
            var unreadable: Set<Field> = []
            switch field {
            case .name: publisher.account.name = try cursor.lenientText(&pool).get(field, &unreadable)
            case .email: publisher.account.email = try cursor.lenientText(&pool).get(field, &unreadable)
            case .trustedPublisher: publisher.trustedPublisher = try trust(&cursor, &pool).get(field, &unreadable)
            case .approver: publisher.approver = try account(&cursor, &pool).get(field, &unreadable)
            }
            isReadable = isReadable && unreadable.isEmpty
        }
        let isNamed = publisher.account.name != nil || publisher.account.email != nil
        return isReadable && isNamed ? .value(publisher) : .unreadable
    }

    private func trust(
        _ cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Reading<TrustedPublisher> {
        let type = try cursor.nextType()
        guard type == .object else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var provider: String?
        var configuration: String?
        try cursor.enterObject()
        while let index = try cursor.nextField(of: Self.trustFields) {
            guard case .value(let text) = try cursor.lenientText(&pool) else { continue }
            if index == 0 { provider = text } else { configuration = text }
        }
        guard let provider else { return .unreadable }
        return .value(TrustedPublisher(provider: provider, configurationID: configuration))
    }
}
